extension Consent {
  /// What may be allowed, as configurations, tokens and routes call it.
  public static let names = ["record", "snapshots", "speak", "hand_off"]

  /// Days that may be asked for.
  public static let retentionDays = 0...36_500

  /// A consent of what is named, and nothing else.
  ///
  /// - Parameters:
  ///   - names: of ``names``; an unknown one makes the result `nil`.
  ///   - retainDays: days until the session is purged; `nil` for no end.
  public init?(allowing names: [String], retainDays: Int? = nil) {
    guard names.allSatisfy(Self.names.contains) else { return nil }
    self.init(
      record: names.contains("record"), snapshots: names.contains("snapshots"), speak: names.contains("speak"),
      handOff: names.contains("hand_off"), retainDays: retainDays)
  }
}
