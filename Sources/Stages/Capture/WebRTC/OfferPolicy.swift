/// What offers this server takes. All policy is here, in front of webrtcbin, which answers nearly anything.
///
/// - Source: RFC 9725 section 4.4 (what a WHIP offer must be), RFC 9429 (JSEP), RFC 9143 (BUNDLE), RFC 8842 (setup, fingerprint).
struct OfferPolicy {
  static let candidateLimit = 128
  static let usedCandidates = 24

  let role: AcceptedOffer.Role
  /// Whether a publisher that offers to receive sound gets some.
  var talksBack = false

  /// Judges `text`.
  func accept(_ text: String) throws(MediaRefusal) -> AcceptedOffer {
    let description: SessionDescription
    do { description = try SessionDescriptionParser.description(text) } catch { throw .malformed(error) }
    do { return try judge(description) } catch { throw refusal(error) }
  }

  private func refusal(_ fault: OfferFault) -> MediaRefusal {
    if case .viewer = role, case .noUsableCodec(_, let offered, let usable) = fault {
      return .noCommonCodec(streamed: usable.first ?? "", offered: offered)
    }
    return .refused(fault)
  }

  private func judge(_ description: SessionDescription) throws(OfferFault) -> AcceptedOffer {
    try checkKinds(description)
    try checkMids(description)
    var sections: [AcceptedOffer.Section] = []
    for section in description.sections { sections.append(try judge(section, in: description)) }
    let transports = description.sections.map { TransportReader(session: description.attributes, section: $0.attributes) }
    for transport in transports { try transport.check() }
    let tagged = transports[taggedIndex(description)]
    let offer = AcceptedOffer(
      role: role, sections: sections, isBundled: description.attributes.has("group"), credentials: try tagged.credentials(),
      fingerprint: try tagged.fingerprint(), setup: try tagged.setup(), candidates: try tagged.candidates(),
      talksBack: talksBack)
    try checkPayloadTypes(offer)
    return offer
  }

  private func checkKinds(_ description: SessionDescription) throws(OfferFault) {
    for section in description.sections {
      guard section.kind == "audio" || section.kind == "video" else { throw .sectionKind(section.kind) }
      guard section.transport == "UDP/TLS/RTP/SAVPF" else { throw .transport(section.transport) }
    }
    for kind in ["audio", "video"] where description.sections.count(where: { $0.kind == kind }) > 1 {
      throw .tooManyTracks(kind: kind, atMost: 1)
    }
    guard description.sections.contains(where: { $0.kind == "video" }) else { throw .noVideo }
  }

  /// Every section has a name of its own, and all are in one bundle.
  private func checkMids(_ description: SessionDescription) throws(OfferFault) {
    var mids: [String] = []
    for section in description.sections {
      let mid = try mid(of: section)
      guard !mids.contains(mid) else { throw .duplicateMid(mid) }
      mids.append(mid)
    }
    let groups = description.attributes.values("group").filter { $0.hasPrefix("BUNDLE") }
    guard groups.count <= 1 else { throw .repeated(attribute: "group", mid: nil) }
    guard let group = groups.first else {
      if let second = mids.dropFirst().first { throw .notBundled(mid: second) }
      return
    }
    let bundled = group.split(separator: " ").dropFirst().map(String.init)
    guard Set(bundled).count == bundled.count, Set(bundled).isSubset(of: mids) else {
      throw .malformed(attribute: "group", mid: nil)
    }
    for mid in mids where !bundled.contains(mid) { throw .notBundled(mid: mid) }
  }

  private func mid(of section: SessionDescription.Section) throws(OfferFault) -> String {
    let values = section.attributes.values("mid")
    guard let mid = values.first else { throw .missing(attribute: "mid", mid: nil) }
    guard values.count == 1 else { throw .repeated(attribute: "mid", mid: nil) }
    guard SDPText.isToken(mid), mid.utf8.count <= 64 else { throw .malformed(attribute: "mid", mid: nil) }
    return mid
  }

  /// The section whose transport carries the bundle: the first in the group (RFC 9143 section 7.2.1).
  private func taggedIndex(_ description: SessionDescription) -> Int {
    let words = description.attributes.values("group").first { $0.hasPrefix("BUNDLE") }?.split(separator: " ") ?? []
    guard words.count > 1 else { return 0 }
    return description.sections.firstIndex { $0.attributes.values("mid").first == String(words[1]) } ?? 0
  }

  private func judge(_ section: SessionDescription.Section, in description: SessionDescription) throws(OfferFault)
    -> AcceptedOffer.Section
  {
    let reader = TrackReader(section: section, session: description.attributes, mid: try mid(of: section))
    try reader.checkShape()
    let direction = try reader.direction(allowed: directions(of: section.kind))
    if case .viewer = role, section.kind == "audio" { return reader.inactive() }
    // A publisher that only listens here: without a voice there is nothing to hear.
    let isReceiveOnly = role == .publisher && direction == "recvonly"
    if isReceiveOnly, !talksBack { return reader.inactive() }
    return .track(
      try reader.track(
        codecs: codecs(for: section.kind), isTwoWay: direction == "sendrecv", isReceiveOnly: isReceiveOnly))
  }

  private func directions(of kind: String) -> [String] {
    switch role {
    case .publisher: kind == "audio" ? ["sendonly", "sendrecv", "recvonly"] : ["sendonly", "sendrecv"]
    case .viewer: ["recvonly"]
    }
  }

  private func codecs(for kind: String) -> [MediaCodec] {
    if kind == "audio" { return [.opus] }
    switch role {
    case .publisher: return [.vp8, .h264]
    case .viewer(let codec): return [codec]
    }
  }

  private func checkPayloadTypes(_ offer: AcceptedOffer) throws(OfferFault) {
    var seen: Set<Int> = []
    for track in offer.tracks {
      for type in [track.payloadType, track.retransmissionPayloadType].compactMap({ $0 }) {
        guard seen.insert(type).inserted else { throw .duplicatePayloadType(type) }
      }
    }
  }
}
