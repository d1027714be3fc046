public import Vocabulary

/// Which addresses pulled sources and sinks may have. A URL is checked against it before it is opened and again after its name
/// was resolved.
public struct SourceAllowance: Sendable, Hashable {
  public var schemes: [String]
  public var networks: [NetworkRange]

  /// Every scheme that a source can have, secure forms included.
  public static let knownSchemes = ["rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "file", "v4l2"]

  public static let standard = SourceAllowance(
    schemes: ["rtsp", "rtmp", "http", "https", "file", "v4l2"], networks: [NetworkRange("127.0.0.0/8")].compactMap { $0 })

  public init(schemes: [String], networks: [NetworkRange]) {
    self.schemes = schemes
    self.networks = networks
  }
}
