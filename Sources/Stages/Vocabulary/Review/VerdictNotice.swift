/// That a verdict was given, for every screen. It says neither what was judged to be there nor by whom: others may still have to read the
/// same case blinded.
public struct VerdictNotice: Sendable, Hashable, Codable {
  /// The alert that was judged; `nil` for a quiet stretch.
  public let alert: AlertIdentifier?
  /// Whose; `nil` for a quiet stretch.
  public let stream: StreamIdentifier?
  public let round: ReviewRound
  /// RFC 3339.
  public let at: String

  /// - Parameters:
  ///   - alert: the alert that was judged.
  ///   - stream: its stream.
  ///   - round: which reading it was.
  ///   - at: RFC 3339.
  public init(alert: AlertIdentifier?, stream: StreamIdentifier?, round: ReviewRound, at: String) {
    self.alert = alert
    self.stream = stream
    self.round = round
    self.at = at
  }
}
