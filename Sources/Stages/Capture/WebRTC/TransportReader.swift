/// Reads what secures and connects a section: ICE credentials, certificate fingerprint, DTLS role, candidates.
///
/// Each may stand in the section or in the session's head, but only once in either: webrtcbin 1.22 aborts the whole process on an
/// offer whose head names two ufrags.
struct TransportReader {
  let session: [SessionDescription.Attribute]
  let section: [SessionDescription.Attribute]

  private var mid: String? { section.values("mid").first }

  /// Everything once, for sections whose transport is not used because they are bundled.
  func check() throws(OfferFault) {
    _ = try credentials()
    _ = try fingerprint()
    _ = try setup()
    _ = try candidates()
  }

  func credentials() throws(OfferFault) -> IceCredentials {
    let fragment = try single("ice-ufrag")
    let password = try single("ice-pwd")
    guard let credentials = IceCredentials(fragment: fragment, password: password) else {
      throw .malformed(attribute: "ice-ufrag", mid: mid)
    }
    return credentials
  }

  func fingerprint() throws(OfferFault) -> String {
    let own = section.values("fingerprint")
    let all = own.isEmpty ? session.values("fingerprint") : own
    guard !all.isEmpty else { throw .missing(attribute: "fingerprint", mid: mid) }
    guard all.count <= 8 else { throw .repeated(attribute: "fingerprint", mid: mid) }
    var found: [String] = []
    for value in all {
      let words = value.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count == 2, Self.isFingerprint(words[1]) else { throw .malformed(attribute: "fingerprint", mid: mid) }
      if words[0].lowercased() == "sha-256" { found.append(words[1].uppercased()) }
    }
    guard let first = found.first else { throw .fingerprintAlgorithm(mid: mid ?? "") }
    guard found.count == 1 else { throw .repeated(attribute: "fingerprint", mid: mid) }
    guard first.utf8.count == 95 else { throw .malformed(attribute: "fingerprint", mid: mid) }
    return first
  }

  func setup() throws(OfferFault) -> AcceptedOffer.Setup {
    let text = try single("setup")
    guard let setup = AcceptedOffer.Setup(rawValue: text) else { throw .setup(found: text) }
    return setup
  }

  /// The usable ones, the best of them at most ``OfferPolicy/usedCandidates``.
  func candidates() throws(OfferFault) -> [IceCandidate] {
    let values = section.values("candidate")
    guard values.count <= OfferPolicy.candidateLimit else { throw .tooManyCandidates(atMost: OfferPolicy.candidateLimit) }
    var found: [IceCandidate] = []
    for value in values {
      switch IceCandidate.read(value) {
      case .usable(let candidate): found.append(candidate)
      case .ignored: break
      case .malformed: throw .malformed(attribute: "candidate", mid: mid)
      }
    }
    return Array(found.sorted { $0.priority > $1.priority }.prefix(OfferPolicy.usedCandidates))
  }

  /// The value of an attribute that must come exactly once where it applies.
  private func single(_ name: String) throws(OfferFault) -> String {
    for place in [section, session] where place.values(name).count > 1 { throw .repeated(attribute: name, mid: mid) }
    guard let value = section.values(name).first ?? session.values(name).first else { throw .missing(attribute: name, mid: mid) }
    return value
  }

  /// Pairs of hexadecimal digits between colons.
  private static func isFingerprint(_ text: Substring) -> Bool {
    let pairs = text.split(separator: ":", omittingEmptySubsequences: false)
    return (16...64).contains(pairs.count) && pairs.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy(SDPText.isHexadecimal) }
  }
}
