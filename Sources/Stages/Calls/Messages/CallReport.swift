/// What is kept of the service's report at the end of a call: no transcript, no number, no recording.
public struct CallReport: Sendable, Hashable {
  /// The service's own word for why it ended; see ``CallReport/plainReason(_:)``.
  public let endedReason: String
  /// `nil` where the report does not say.
  public let seconds: Double?
  /// In US dollars; `nil` where the report does not say.
  public let cost: Double?

  /// - Parameters:
  ///   - endedReason: the service's word.
  ///   - seconds: how long it lasted.
  ///   - cost: in US dollars.
  public init(endedReason: String, seconds: Double?, cost: Double?) {
    self.endedReason = endedReason
    self.seconds = seconds
    self.cost = cost
  }

  /// A reason as it may be written down: the service's reasons are words joined by `-` and `.`; whatever else stands there could hold a
  /// number or a name.
  ///
  /// - Parameter text: what the service sent.
  /// - Returns: the reason, or `other`.
  public static func plainReason(_ text: String?) -> String {
    guard let text, (1...100).contains(text.utf8.count) else { return "other" }
    var digits = 0
    for byte in text.utf8 {
      let isDigit = (48...57).contains(byte)
      digits = isDigit ? digits + 1 : 0
      let isPlain = isDigit || (97...122).contains(byte) || (65...90).contains(byte) || byte == 45 || byte == 46 || byte == 95
      // Status codes have three digits; a number that somebody can be called under has more.
      guard isPlain, digits <= 4 else { return "other" }
    }
    return text
  }
}
