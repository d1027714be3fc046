import Vocabulary

/// A partial change of a stream's thresholds: conditions and, within each, the fields to set.
struct ThresholdPatch {
  private static let fields = ["scale", "enter", "exit", "k", "n", "dwell_ms", "cooldown_ms", "enabled"]
  private let members: [String: JSONValue]

  private let prefix: String

  /// - Parameter prefix: where the members stand in the body, as a JSON pointer.
  init(_ members: [String: JSONValue], at prefix: String = "") {
    self.members = members
    self.prefix = prefix
  }

  /// The whole settings that result, for the conditions named only.
  /// - Throws: 422 pointing at the first field that is wrong.
  func applied(to current: [ConditionIdentifier: ThresholdSetting]) throws(Problem) -> [ConditionIdentifier: ThresholdSetting] {
    var changes: [ConditionIdentifier: ThresholdSetting] = [:]
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      let pointer = "\(prefix)/\(BodyReader.escaped(name))"
      guard let id = ConditionIdentifier(name) else { throw .invalid(pointer, allowed: "a condition of the stream's pack") }
      guard case .object(let fields) = value else { throw .invalid(pointer, allowed: "an object of fields to set") }
      changes[id] = try setting(fields, at: pointer, over: current[id])
    }
    return changes
  }

  private func setting(
    _ fields: [String: JSONValue], at pointer: String, over current: ThresholdSetting?
  ) throws(Problem) -> ThresholdSetting {
    let body = try BodyReader(fields, at: pointer, allowing: Self.fields)
    let enter = try body.number("enter", in: 0...1) ?? current?.enter
    let exit = try body.number("exit", in: 0...1) ?? current?.exit
    guard let enter else { throw .invalid("\(pointer)/enter", allowed: "must be given, no threshold is set yet") }
    guard let exit else { throw .invalid("\(pointer)/exit", allowed: "must be given, no threshold is set yet") }
    var setting = current ?? ThresholdSetting(enter: enter, exit: exit)
    setting.enter = enter
    setting.exit = exit
    if let scale = try body.choice("scale", of: ThresholdScale.self) { setting.scale = scale }
    if let k = try body.integer("k", in: 1...64) { setting.k = k }
    if let n = try body.integer("n", in: 1...64) { setting.n = n }
    if let dwell = try body.integer("dwell_ms", in: 0...60_000) { setting.dwellMilliseconds = dwell }
    if let cooldown = try body.integer("cooldown_ms", in: 0...3_600_000) { setting.cooldownMilliseconds = cooldown }
    if let enabled = try body.boolean("enabled") { setting.enabled = enabled }
    if let fault = setting.fault { throw .invalid("\(pointer)/\(fault.field)", allowed: fault.allowed) }
    return setting
  }
}
