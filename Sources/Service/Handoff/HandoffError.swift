/// Why a sink cannot be used as it is configured.
public enum HandoffError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with the sink's settings.
  case settings(sink: String, what: String)

  /// One line: what, where, what to do.
  public var description: String {
    switch self {
    case .settings(let sink, let what): "sink \(sink): \(what)"
    }
  }
}
