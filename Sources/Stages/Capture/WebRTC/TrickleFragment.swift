/// A body of `application/trickle-ice-sdpfrag`, judged.
///
/// - Source: RFC 8840 section 9, RFC 9725 section 4.3.
struct TrickleFragment: Sendable, Hashable {
  /// What the fragment names, if it names it.
  let credentials: IceCredentials?
  let candidates: [IceCandidate]
  let endsCandidates: Bool

  /// Reads `text`; `mids` are the session's section names.
  init(_ text: String, mids: [String]) throws(FragmentFault) {
    let parsed: SessionDescription
    do { parsed = try SessionDescriptionParser.fragment(text) } catch { throw .syntax(error) }
    let places = [parsed.attributes] + parsed.sections.map(\.attributes)
    for place in places {
      for name in ["ice-ufrag", "ice-pwd", "mid"] where place.values(name).count > 1 { throw .repeated(attribute: name) }
      for mid in place.values("mid") where !mids.contains(mid) { throw .unknownMid(mid) }
    }
    credentials = try Self.credentials(places)
    candidates = try Self.candidates(places)
    endsCandidates = places.contains { $0.has("end-of-candidates") }
  }

  /// The first section that names credentials, or the head; they apply to the one bundled transport.
  private static func credentials(_ places: [[SessionDescription.Attribute]]) throws(FragmentFault) -> IceCredentials? {
    let pairs = places.map { (fragment: $0.values("ice-ufrag").first, password: $0.values("ice-pwd").first) }
    var found: IceCredentials?
    for pair in pairs where pair.fragment != nil || pair.password != nil {
      guard let fragment = pair.fragment, let password = pair.password else { throw .halfCredentials }
      guard let credentials = IceCredentials(fragment: fragment, password: password) else {
        throw .malformed(attribute: "ice-ufrag")
      }
      guard found == nil || found == credentials else { throw .repeated(attribute: "ice-ufrag") }
      found = credentials
    }
    return found
  }

  private static func candidates(_ places: [[SessionDescription.Attribute]]) throws(FragmentFault) -> [IceCandidate] {
    let values = places.flatMap { $0.values("candidate") }
    guard values.count <= OfferPolicy.candidateLimit else { throw .tooManyCandidates(atMost: OfferPolicy.candidateLimit) }
    var found: [IceCandidate] = []
    for value in values {
      switch IceCandidate.read(value) {
      case .usable(let candidate): if !found.contains(candidate) { found.append(candidate) }
      case .ignored: break
      case .malformed: throw .malformed(attribute: "candidate")
      }
    }
    return Array(found.prefix(OfferPolicy.usedCandidates))
  }
}
