extension TrickleFragment {
  /// Our fragment in answer to a restart.
  /// - Parameter candidates: whole `a=candidate` lines.
  static func text(for offer: AcceptedOffer, fragment: String, password: String, candidates: [String]) -> String {
    guard let first = offer.tracks.first else { return "" }
    let lines =
      [
        "a=group:BUNDLE " + offer.mids.joined(separator: " "),
        "m=\(first.codec.isVideo ? "video" : "audio") 9 UDP/TLS/RTP/SAVPF \(first.payloadType)", "a=mid:\(first.mid)",
        "a=ice-ufrag:\(fragment)", "a=ice-pwd:\(password)",
      ] + candidates + ["a=end-of-candidates"]
    return lines.joined(separator: "\r\n") + "\r\n"
  }
}
