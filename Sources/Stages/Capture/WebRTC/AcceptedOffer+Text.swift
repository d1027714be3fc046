extension AcceptedOffer {
  /// The offer for webrtcbin: written anew, with nothing in it that was not checked.
  ///
  /// Sections that are answered `inactive` are left out; ``AnswerWriter`` puts them back.
  var canonicalText: String {
    let mids = tracks.map(\.mid)
    var lines = ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=group:BUNDLE " + mids.joined(separator: " ")]
    for track in tracks { lines += text(of: track) }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private func text(of track: OfferedTrack) -> [String] {
    let types = [track.payloadType, track.retransmissionPayloadType].compactMap { $0 }
    var lines = [
      "m=\(track.codec.isVideo ? "video" : "audio") 9 UDP/TLS/RTP/SAVPF " + types.map(String.init).joined(separator: " "),
      "c=IN IP4 0.0.0.0", "a=ice-ufrag:\(credentials.fragment)", "a=ice-pwd:\(credentials.password)", "a=ice-options:trickle",
      "a=fingerprint:sha-256 \(fingerprint)", "a=setup:\(setup.rawValue)", "a=mid:\(track.mid)", "a=\(direction(of: track))",
      "a=rtcp-mux",
      "a=rtcp-rsize", "a=rtpmap:\(track.payloadType) \(track.codec.mapping)",
    ]
    if let number = track.transportWideExtension { lines.append("a=\(TransportWide.attribute(number))") }
    lines += track.feedback.map { "a=rtcp-fb:\(track.payloadType) \($0)" }
    if let parameters = formatParameters(track) { lines.append("a=fmtp:\(track.payloadType) \(parameters)") }
    if let type = track.retransmissionPayloadType {
      lines += ["a=rtpmap:\(type) rtx/90000", "a=fmtp:\(type) apt=\(track.payloadType)"]
    }
    if role == .publisher, !track.isReceiveOnly { lines += sources(of: track) }
    return lines
  }

  /// A publisher's sound is answered in both directions where it hears the server: RFC 9725 knows one-way offers only, so that this
  /// goes beyond it, and only where the publisher asked for it.
  private func direction(of track: OfferedTrack) -> String {
    guard role == .publisher else { return "recvonly" }
    guard track == backTrack else { return "sendonly" }
    return track.isReceiveOnly ? "recvonly" : "sendrecv"
  }

  private func formatParameters(_ track: OfferedTrack) -> String? {
    guard track.codec == .h264 else { return nil }
    let sets = track.parameterSets.map { ";sprop-parameter-sets=\($0)" } ?? ""
    return "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=\(track.profileLevel ?? "42e01f")" + sets
  }

  // The peer's cname may identify a person and is not needed.
  private func sources(of track: OfferedTrack) -> [String] {
    let group = track.retransmissionGroup.map { ["a=ssrc-group:FID " + $0.map(String.init).joined(separator: " ")] } ?? []
    return group + track.synchronizationSources.map { "a=ssrc:\($0) cname:peer" }
  }
}
