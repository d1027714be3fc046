/// How a connection meets the network.
public struct WebRTCSettings: Sendable {
  /// Addresses to gather on. libnice then uses these only; empty for every interface but loopback.
  public var localAddresses: [String]
  /// Certificate and private key in PEM, one after the other; `nil` for webrtcbin's own, whose RSA key some peers refuse.
  public var certificate: String?
  /// How long packets wait for a missing one before it counts as lost; what comes in order is passed on at once. Too short a time
  /// turns a busy moment of either machine into a loss.
  public var jitterBuffer: Duration
  /// `stun://host:port`; webrtcbin takes one.
  public var stunServer: String?
  /// `turn://user:password@host:port?transport=udp`, in percent encoding. They hold passwords.
  public var relays: [String]

  public init(
    localAddresses: [String] = [], certificate: String? = nil, jitterBuffer: Duration = .milliseconds(200),
    stunServer: String? = nil, relays: [String] = []
  ) {
    self.localAddresses = localAddresses
    self.certificate = certificate
    self.jitterBuffer = jitterBuffer
    self.stunServer = stunServer
    self.relays = relays
  }
}
