/// One address at which the peer may be reached.
///
/// Only what can be used comes out: UDP, component 1, a numeric address. The rest is ignored, as RFC 9725 section 4.3.2 asks:
/// TCP, names (`.local` ones included: looking up a name that a stranger sent is not our business, and the peer's checks show its
/// address anyway), unknown kinds.
struct IceCandidate: Sendable, Hashable {
  enum Kind: String, Sendable, Hashable { case host, srflx, prflx, relay }

  let foundation: String
  let priority: Int
  let address: String
  let port: Int
  let kind: Kind

  enum Reading: Sendable, Hashable {
    case usable(IceCandidate)
    case ignored
    case malformed
  }

  /// Reads the value of `a=candidate`.
  static func read(_ value: String) -> Reading {
    let words = value.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 8, words.count <= 64, words[6] == "typ", words.allSatisfy({ !$0.isEmpty }),
      words[0].utf8.count <= 32, SDPText.isIceText(words[0]), let component = SDPText.number(words[1], atMost: 256),
      component >= 1,
      let priority = SDPText.number(words[3], atMost: Int(UInt32.max)), let port = SDPText.number(words[5], atMost: 65_535),
      words[4].utf8.count <= 255
    else { return .malformed }
    guard component == 1, words[2].lowercased() == "udp", port > 0, let kind = Kind(rawValue: String(words[7])),
      NumericAddress.isUsable(words[4])
    else { return .ignored }
    return .usable(
      IceCandidate(foundation: String(words[0]), priority: priority, address: String(words[4]), port: port, kind: kind))
  }

  /// As the value of `a=candidate`, written anew from the checked parts.
  var value: String { "\(foundation) 1 udp \(priority) \(address) \(port) typ \(kind.rawValue)\(related)" }

  // Reflexive and relayed candidates must name their base (RFC 8839 section 5.1); the real one is of no use here.
  private var related: String { kind == .host ? "" : " raddr 0.0.0.0 rport 9" }
}
