import DotProducts
import Vocabulary

/// Some frames of one session and encoder, as one sealed row of the store.
///
/// - Shape: version 1: encoder, frame heads, view heads, then every vector, so that a reader copies the vectors at once.
struct KeptBlock: Sendable {
  private static let version: UInt8 = 1

  let encoder: Fingerprint
  var frames: [KeptFrame] = []

  // MARK: To bytes

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.byte(Self.version)
    writer.text(encoder.text)
    writer.number(UInt64(frames.count))
    for frame in frames {
      writer.number(frame.sequence)
      writer.number(UInt64(bitPattern: frame.capturedAt.monotonic.nanoseconds))
      writer.number(UInt64(bitPattern: frame.capturedAt.wallMilliseconds))
      writer.number(UInt64(Self.mask(frame.reasons)))
      writer.number(UInt64(frame.views.count))
    }
    let views = frames.flatMap(\.views)
    writer.number(UInt64(views.first?.vector.count ?? 0))
    for view in views {
      for value in [view.region.x, view.region.y, view.region.width, view.region.height, view.region.weight, view.deduction] {
        writer.number(value.bitPattern)
      }
      writer.byte(view.domainLogit == nil ? 0 : 1)
      writer.number(UInt64((view.domainLogit ?? 0).bitPattern))
    }
    writer.append(FloatBytes.bytes(of: views.flatMap(\.vector)))
    return writer.bytes
  }

  private static func mask(_ reasons: [GateReason]) -> Int {
    GateReason.allCases.enumerated().reduce(0) { reasons.contains($1.element) ? $0 | 1 << $1.offset : $0 }
  }

  // MARK: From bytes

  /// Appends what `bytes` hold to a stretch.
  ///
  /// - Returns: `false` for bytes of another form.
  static func append(_ bytes: [UInt8], of session: SessionIdentifier, to stretch: inout KeptStretch) -> Bool {
    var reader = ByteReader(bytes)
    guard reader.byte() == version, let encoder = reader.text(), let count = reader.count(upTo: bytes.count) else { return false }
    let (encoderIndex, sessionIndex) = stretch.places(Fingerprint(encoder), session)
    var heads: [KeptStretch.Head] = []
    var views = 0
    for _ in 0..<count {
      guard let sequence = reader.number(), let monotonic = reader.number(), let wall = reader.number(),
        let mask = reader.number(), let own = reader.count(upTo: bytes.count)
      else { return false }
      let moment = Moment(
        monotonic: .nanoseconds(Int64(bitPattern: monotonic)), wallMilliseconds: Int64(bitPattern: wall))
      heads.append(
        KeptStretch.Head(
          sequence: sequence, capturedAt: moment, reasonMask: Int(truncatingIfNeeded: mask), firstView: stretch.viewCount + views,
          viewCount: own, encoder: encoderIndex, session: sessionIndex))
      views += own
    }
    guard let width = reader.count(upTo: bytes.count) else { return false }
    return stretch.take(heads, views: views, width: width, from: &reader)
  }
}

extension Duration {
  /// Whole nanoseconds.
  fileprivate var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
