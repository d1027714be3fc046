/// Mends what webrtcbin answers, so that it says all that RFC 9725 and browsers need.
struct AnswerWriter {
  let offer: AcceptedOffer
  /// SHA-256 of our certificate. webrtcbin hashes the key along with a certificate that it was given, and answers nonsense.
  let fingerprint: String

  /// webrtcbin's answer before it is set as the local description: with the congestion control extension, which must be in
  /// force on both sides.
  func agreed(_ raw: String) -> String {
    var parts = Parts(raw)
    for index in parts.sections.indices where index < offer.tracks.count {
      guard let number = offer.tracks[index].transportWideExtension else { continue }
      parts.sections[index].removeAll { $0.hasPrefix("a=extmap:") }
      parts.sections[index].append("a=" + TransportWide.attribute(number))
    }
    return parts.text
  }

  /// The answer for the peer, from the local description with its candidates.
  func final(_ local: String) -> String {
    var parts = Parts(local)
    let candidates = parts.candidates
    for index in parts.sections.indices {
      parts.sections[index] = mended(parts.sections[index], candidates: index == 0 ? candidates : [])
    }
    parts.head.removeAll { $0.hasPrefix("a=group:") || $0.hasPrefix("a=ice-") || $0.hasPrefix("a=msid-semantic") }
    parts.head.append("a=group:BUNDLE " + offer.mids.joined(separator: " "))
    restoreInactive(&parts)
    return parts.text
  }

  /// The `a=candidate` lines of a description, each once.
  static func candidates(of text: String) -> [String] { Parts(text).candidates }

  private func mended(_ section: [String], candidates: [String]) -> [String] {
    let dropped = ["a=candidate:", "a=end-of-candidates", "a=rtcp-mux-only", "a=ice-options:", "a=fingerprint:"]
    var lines = section.filter { line in !dropped.contains(where: line.hasPrefix) }
    lines.append("a=fingerprint:sha-256 " + fingerprint)
    // RFC 9725 section 4.4.1: the answer must not offer to leave RTCP unmultiplexed.
    lines.append("a=rtcp-mux-only")
    if !candidates.isEmpty { lines += candidates + ["a=end-of-candidates"] }
    return lines
  }

  /// Puts the sections back that webrtcbin was not told of: same transport, nothing sent.
  private func restoreInactive(_ parts: inout Parts) {
    let shared = ["a=ice-ufrag:", "a=ice-pwd:", "a=fingerprint:", "a=setup:"]
    let transport = parts.sections.first?.filter { line in shared.contains(where: line.hasPrefix) } ?? []
    for (index, section) in offer.sections.enumerated() {
      guard case .inactive(let kind, let mid, let type, let mapping) = section, index <= parts.sections.count else { continue }
      var lines = ["m=\(kind) 9 UDP/TLS/RTP/SAVPF \(type)", "c=IN IP4 0.0.0.0"] + transport
      lines += ["a=mid:\(mid)", "a=inactive", "a=rtcp-mux", "a=rtcp-mux-only"]
      if let mapping { lines.append("a=rtpmap:\(type) \(mapping)") }
      parts.sections.insert(lines, at: index)
    }
  }

  /// The lines of a description before the first section, and of each section.
  private struct Parts {
    var head: [String] = []
    var sections: [[String]] = []

    init(_ text: String) {
      for line in text.split(whereSeparator: \.isNewline).map(String.init) {
        if line.hasPrefix("m=") {
          sections.append([line])
        } else if sections.isEmpty {
          head.append(line)
        } else {
          sections[sections.count - 1].append(line)
        }
      }
    }

    /// All candidates once: a bundle has one transport. TCP is off.
    var candidates: [String] {
      var found: [String] = []
      for line in sections.joined() where line.hasPrefix("a=candidate:") && !found.contains(line) { found.append(line) }
      return found
    }

    var text: String { (head + sections.joined()).joined(separator: "\r\n") + "\r\n" }
  }
}
