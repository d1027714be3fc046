/// What became of a stream's frames. At any instant `received` = `pending` + the five outcomes.
public struct FrameCounts: Sendable, Hashable, Codable {
  public var received: UInt64 = 0
  /// Waiting or in the encoder; at most two.
  public var pending: UInt64 = 0
  public var analysed: UInt64 = 0
  /// A newer frame took its place unencoded.
  public var superseded: UInt64 = 0
  /// Too old to start, or finished past its deadline.
  public var late: UInt64 = 0
  /// Refused by Framing or by the pack's gate.
  public var gated: UInt64 = 0
  /// Damaged on the way.
  public var decodeError: UInt64 = 0

  public init() {}

  /// Whether every received frame is accounted for.
  public var addsUp: Bool { received == pending + analysed + superseded + late + gated + decodeError }

  enum CodingKeys: String, CodingKey {
    case received, pending, analysed, superseded, late, gated
    case decodeError = "decode_error"
  }
}
