/// Why a well-formed offer cannot be served.
public enum OfferFault: Error, Sendable, Hashable {
  case noVideo
  case tooManyTracks(kind: String, atMost: Int)
  /// A section that is neither audio nor video, or a data channel.
  case sectionKind(String)
  case transport(String)
  case disabledSection(mid: String)
  case direction(mid: String, found: String, needed: [String])
  case missing(attribute: String, mid: String?)
  case repeated(attribute: String, mid: String?)
  case malformed(attribute: String, mid: String?)
  case duplicateMid(String)
  case notBundled(mid: String)
  case simulcast(mid: String)
  case fingerprintAlgorithm(mid: String)
  case setup(found: String)
  case tooManyCandidates(atMost: Int)
  /// The same payload type in two sections, or twice in one.
  case duplicatePayloadType(Int)
  case noUsableCodec(kind: String, offered: [String], usable: [String])
}
