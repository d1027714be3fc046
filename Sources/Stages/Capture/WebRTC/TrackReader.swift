/// Reads one audio or video section: its shape, its direction, and the first codec in it that can be used.
struct TrackReader {
  let section: SessionDescription.Section
  let session: [SessionDescription.Attribute]
  let mid: String

  private static let directions = ["sendrecv", "sendonly", "recvonly", "inactive"]
  private static let usableFeedback = ["nack", "nack pli", "ccm fir", "transport-cc"]

  func checkShape() throws(OfferFault) {
    // Port 0 means "refused", or, with bundle-only, "only inside the bundle" (RFC 9143 section 6).
    guard section.port != 0 || section.attributes.has("bundle-only") else { throw .disabledSection(mid: mid) }
    guard section.attributes.has("rtcp-mux") else { throw .missing(attribute: "rtcp-mux", mid: mid) }
    for name in ["simulcast", "rid"] where section.attributes.has(name) { throw .simulcast(mid: mid) }
    guard Set(section.formats).count == section.formats.count else { throw .malformed(attribute: "m", mid: mid) }
  }

  /// The section's direction, which must be one of `allowed`.
  func direction(allowed: [String]) throws(OfferFault) -> String {
    let own = section.attributes.filter { Self.directions.contains($0.name) }
    guard own.count <= 1 else { throw .repeated(attribute: "direction", mid: mid) }
    let found = own.first?.name ?? session.first { Self.directions.contains($0.name) }?.name ?? "sendrecv"
    guard allowed.contains(found) else { throw .direction(mid: mid, found: found, needed: allowed) }
    return found
  }

  func inactive() -> AcceptedOffer.Section {
    let format = section.formats.first { SDPText.number($0, atMost: 127) != nil } ?? "0"
    return .inactive(kind: section.kind, mid: mid, payloadType: format, mapping: mapping(of: format))
  }

  /// The first format in the peer's order that `codecs` can serve.
  func track(codecs: [MediaCodec], isTwoWay: Bool, isReceiveOnly: Bool = false) throws(OfferFault) -> OfferedTrack {
    for format in section.formats {
      guard let type = SDPText.number(format, atMost: 127), let codec = codec(of: format), codecs.contains(codec) else {
        continue
      }
      let parameters = parameters(of: format)
      if codec == .h264 && parameters["packetization-mode"] != "1" { continue }
      return OfferedTrack(
        mid: mid, codec: codec, payloadType: type, retransmissionPayloadType: codec.isVideo ? retransmission(of: format) : nil,
        feedback: feedback(of: format), profileLevel: profileLevel(parameters), parameterSets: parameterSets(parameters),
        transportWideExtension: try transportWideExtension(), synchronizationSources: synchronizationSources,
        retransmissionGroup: retransmissionGroup, isTwoWay: isTwoWay, isReceiveOnly: isReceiveOnly)
    }
    let offered = section.formats.compactMap { mapping(of: $0)?.split(separator: "/").first.map(String.init) }
    throw .noUsableCodec(
      kind: section.kind, offered: Array(Set(offered.filter { SDPText.isToken($0) })).sorted().prefix(12).map { $0 },
      usable: codecs.map(\.rawValue))
  }

  private func mapping(of format: String) -> String? {
    let found = lines("rtpmap", of: format)
    guard let mapping = found.first, found.count == 1, mapping.utf8.count <= 64, SDPText.isToken(mapping, allowing: "/") else {
      return nil
    }
    return mapping
  }

  private func codec(of format: String) -> MediaCodec? {
    guard let mapping = mapping(of: format)?.lowercased() else { return nil }
    return MediaCodec.allCases.first { $0.mapping.lowercased() == mapping && $0.isVideo == (section.kind == "video") }
  }

  /// What follows `format` in attributes of the form `name:format rest`.
  private func lines(_ name: String, of format: String) -> [String] {
    section.attributes.values(name).compactMap { value in
      let parts = value.split(separator: " ", maxSplits: 1)
      return parts.count == 2 && (parts[0] == format || (name == "rtcp-fb" && parts[0] == "*")) ? String(parts[1]) : nil
    }
  }

  private func parameters(of format: String) -> [String: String] {
    var found: [String: String] = [:]
    for item in lines("fmtp", of: format).flatMap({ $0.split(separator: ";") }) {
      let pair = item.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      found[pair[0].filter { $0 != " " }.lowercased()] = pair[1].filter { $0 != " " }
    }
    return found
  }

  private func retransmission(of format: String) -> Int? {
    section.formats.lazy
      .filter { mapping(of: $0)?.lowercased() == "rtx/90000" && parameters(of: $0)["apt"] == format }
      .compactMap { SDPText.number($0, atMost: 127) }.first
  }

  private func feedback(of format: String) -> [String] {
    let offered = lines("rtcp-fb", of: format)
    return Self.usableFeedback.filter(offered.contains)
  }

  private func profileLevel(_ parameters: [String: String]) -> String? {
    guard let text = parameters["profile-level-id"], text.utf8.count == 6, text.utf8.allSatisfy(SDPText.isHexadecimal) else {
      return nil
    }
    return text.lowercased()
  }

  private func parameterSets(_ parameters: [String: String]) -> String? {
    guard let text = parameters["sprop-parameter-sets"], text.utf8.count <= 2_048,
      text.utf8.allSatisfy({ SDPText.isAlphanumeric($0) || "+/=,".utf8.contains($0) })
    else { return nil }
    return text
  }

  private func transportWideExtension() throws(OfferFault) -> Int? {
    for value in section.attributes.values("extmap") {
      let words = value.split(separator: " ")
      guard words.count >= 2, words[1] == TransportWide.address else { continue }
      // One-byte headers carry 1 to 14; a direction may follow the id.
      guard let text = words[0].split(separator: "/").first, let number = SDPText.number(text, atMost: 14), number >= 1 else {
        throw .malformed(attribute: "extmap", mid: mid)
      }
      return number
    }
    return nil
  }

  private var synchronizationSources: [UInt32] {
    var found: [UInt32] = []
    for value in section.attributes.values("ssrc") {
      guard let text = value.split(separator: " ").first, let number = SDPText.number(text, atMost: Int(UInt32.max)) else {
        continue
      }
      if !found.contains(UInt32(number)) && found.count < 4 { found.append(UInt32(number)) }
    }
    return found
  }

  private var retransmissionGroup: [UInt32]? {
    for value in section.attributes.values("ssrc-group") where value.hasPrefix("FID ") {
      let numbers = value.split(separator: " ").dropFirst().compactMap {
        SDPText.number($0, atMost: Int(UInt32.max)).map(UInt32.init)
      }
      if numbers.count == 2, numbers.allSatisfy(synchronizationSources.contains) { return numbers }
    }
    return nil
  }
}
