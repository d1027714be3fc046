/// An offer that the policy let through, as values: webrtcbin is given a description written from these and never the peer's text.
struct AcceptedOffer: Sendable, Hashable {
  enum Setup: String, Sendable, Hashable, CaseIterable { case actpass, active, passive }

  /// What becomes of a section.
  enum Section: Sendable, Hashable {
    case track(OfferedTrack)
    /// Answered `inactive` with that format: a viewer's audio, where the stream has none to give.
    case inactive(kind: String, mid: String, payloadType: String, mapping: String?)
  }

  enum Role: Sendable, Hashable {
    case publisher
    /// Watches a stream that is encoded in `codec`.
    case viewer(MediaCodec)
  }

  let role: Role
  /// In the offer's order.
  let sections: [Section]
  let isBundled: Bool
  let credentials: IceCredentials
  /// SHA-256 of the peer's certificate: 32 pairs of upper-case hexadecimal digits with colons.
  let fingerprint: String
  let setup: Setup
  let candidates: [IceCandidate]
  /// Whether a publisher that offers to receive sound gets some.
  var talksBack = false

  var tracks: [OfferedTrack] {
    sections.compactMap { section in
      if case .track(let track) = section { track } else { nil }
    }
  }

  var video: OfferedTrack? { tracks.first { $0.codec.isVideo } }

  /// Where a publisher hears the server, if it offered to and the server speaks.
  var backTrack: OfferedTrack? {
    talksBack ? tracks.first { !$0.codec.isVideo && ($0.isTwoWay || $0.isReceiveOnly) } : nil
  }

  /// The names of all sections, in the offer's order.
  var mids: [String] {
    sections.map { section in
      switch section {
      case .track(let track): track.mid
      case .inactive(_, let mid, _, _): mid
      }
    }
  }
}
