/// Limits and patience of media sessions.
public struct MediaSettings: Sendable, Hashable {
  /// Whether 127.0.0.1 is offered as an address too: on a loopback listener.
  public var offersLoopback: Bool
  public var publisherLimit: Int
  public var viewerLimit: Int
  /// Sessions being built at the same time, at most; more are told to come back.
  public var constructionLimit: Int
  /// What those are told.
  public var retryAfterSeconds: Int
  public var limits: SessionPulse.Limits
  /// Whether publishers that offer to receive sound hear the server's voice.
  public var talksBack: Bool

  public init(
    offersLoopback: Bool = true, publisherLimit: Int = 16, viewerLimit: Int = 64, constructionLimit: Int = 4,
    retryAfterSeconds: Int = 2, limits: SessionPulse.Limits = SessionPulse.Limits(), talksBack: Bool = false
  ) {
    self.offersLoopback = offersLoopback
    self.publisherLimit = publisherLimit
    self.viewerLimit = viewerLimit
    self.constructionLimit = constructionLimit
    self.retryAfterSeconds = retryAfterSeconds
    self.limits = limits
    self.talksBack = talksBack
  }
}
