import DotProducts
public import Vocabulary

/// The kept frames of one stream between two times, laid out so that one pass scores all of them.
public struct KeptStretch: Sendable {
  /// A frame without its vectors.
  public struct Head: Sendable, Hashable {
    public let sequence: UInt64
    public let capturedAt: Moment
    let reasonMask: Int
    /// Place of its first view in ``KeptStretch/views``.
    public let firstView: Int
    public let viewCount: Int
    /// Place in ``KeptStretch/encoders``.
    public let encoder: Int
    /// Place in ``KeptStretch/sessions``.
    public let session: Int

    /// Why it was refused; empty if it was scored.
    public var reasons: [GateReason] {
      GateReason.allCases.enumerated().filter { reasonMask & 1 << $0.offset != 0 }.map(\.element)
    }
    /// Whether a gate refused it.
    public var isRefused: Bool { reasonMask != 0 }
  }

  /// A view without its vector.
  public struct ViewHead: Sendable, Hashable {
    public let region: Region
    public let deduction: Double
    public let domainLogit: Float?
  }

  /// In the order in which they were captured.
  public private(set) var frames: [Head] = []
  public private(set) var views: [ViewHead] = []
  /// - Shape: `[views × width]`, row after row.
  public private(set) var vectors: [Float] = []
  /// Numbers of a vector; 0 while there is none.
  public private(set) var width = 0
  public private(set) var encoders: [Fingerprint] = []
  public private(set) var sessions: [SessionIdentifier] = []
  /// Frames left out because their vectors have another length: another encoder's, which no one pass scores.
  public private(set) var skipped = 0

  /// An empty one.
  public init() {}

  /// The frame as it was kept.
  ///
  /// - Parameter index: a place in ``frames``.
  /// - Returns: the frame with its vectors.
  public func frame(_ index: Int) -> KeptFrame {
    let head = frames[index]
    return KeptFrame(
      sequence: head.sequence, capturedAt: head.capturedAt, reasons: head.reasons,
      views: (head.firstView..<(head.firstView + head.viewCount)).map { view in
        KeptView(
          region: views[view].region, deduction: views[view].deduction, domainLogit: views[view].domainLogit,
          vector: Array(vectors[(view * width)..<((view + 1) * width)]))
      })
  }

  var viewCount: Int { views.count }

  mutating func places(_ encoder: Fingerprint, _ session: SessionIdentifier) -> (encoder: Int, session: Int) {
    func place<Item: Equatable>(_ item: Item, in list: inout [Item]) -> Int {
      if let place = list.lastIndex(of: item) { return place }
      list.append(item)
      return list.count - 1
    }
    return (place(encoder, in: &encoders), place(session, in: &sessions))
  }

  /// Takes the views that follow in `reader`; all or nothing.
  ///
  /// - Returns: `false` for bytes of another form.
  mutating func take(_ heads: [Head], views count: Int, width: Int, from reader: inout ByteReader) -> Bool {
    guard count == 0 || self.width == 0 || self.width == width else {
      skipped += heads.count
      return true
    }
    var found: [ViewHead] = []
    for _ in 0..<count {
      let numbers = (0..<6).compactMap { _ in reader.number().map(Double.init(bitPattern:)) }
      guard numbers.count == 6, let has = reader.byte(), let logit = reader.number() else { return false }
      found.append(
        ViewHead(
          region: Region(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3], weight: numbers[4]),
          deduction: numbers[5], domainLogit: has == 1 ? Float(bitPattern: UInt32(truncatingIfNeeded: logit)) : nil))
    }
    guard let bytes = reader.take(4 * width * count) else { return false }
    if count > 0 { self.width = width }
    views += found
    frames += heads
    FloatBytes.append(bytes, to: &vectors)
    return true
  }

  /// Leaves out what was captured before or after.
  ///
  /// - Parameter wall: milliseconds since 1970 that stay in.
  mutating func keep(within wall: ClosedRange<Int64>) { frames.removeAll { !wall.contains($0.capturedAt.wallMilliseconds) } }
}
