/// A section of an accepted offer: what is agreed in it, every value checked and typed.
struct OfferedTrack: Sendable, Hashable {
  let mid: String
  let codec: MediaCodec
  let payloadType: Int
  /// Retransmissions of ``payloadType`` (RFC 4588), if offered.
  let retransmissionPayloadType: Int?
  /// Those of the offer that webrtcbin can do: `nack`, `nack pli`, `ccm fir`, `transport-cc`.
  let feedback: [String]
  /// H.264's `profile-level-id` (six hexadecimal digits) and `sprop-parameter-sets`, if given.
  let profileLevel: String?
  let parameterSets: String?
  /// Id of the transport-wide congestion control header extension.
  let transportWideExtension: Int?
  let synchronizationSources: [UInt32]
  /// Main source and its retransmission source.
  let retransmissionGroup: [UInt32]?
  /// Whether the peer can also receive here (`sendrecv` in a publisher's offer).
  let isTwoWay: Bool
  /// Whether the peer only receives here (`recvonly`, of a publisher's sound).
  var isReceiveOnly = false
}
