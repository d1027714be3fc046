extension ThresholdSetting {
  /// A field that is out of its range, by its name in JSON, and what is allowed.
  public struct Fault: Error, Hashable {
    public let field: String
    public let allowed: String
  }

  /// The first field out of range, or `nil` if the setting can be used.
  public var fault: Fault? {
    if !(enter > 0 && enter <= 1) { return Fault(field: "enter", allowed: "above 0 and at most 1") }
    if !(exit >= 0 && exit <= enter) { return Fault(field: "exit", allowed: "0 to enter") }
    if !(1...64).contains(n) { return Fault(field: "n", allowed: "1 to 64") }
    if !(1...n).contains(k) { return Fault(field: "k", allowed: "1 to n") }
    if !(0...60_000).contains(dwellMilliseconds) { return Fault(field: "dwell_ms", allowed: "0 to 60000") }
    if !(0...3_600_000).contains(cooldownMilliseconds) { return Fault(field: "cooldown_ms", allowed: "0 to 3600000") }
    return nil
  }
}
