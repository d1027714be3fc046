public import Detection
public import Vocabulary

/// An encoder and a pack, asked about whole pictures and where their evidence comes from: what benches of maps need.
///
/// - Threading: safe from any task.
public struct MapProbe: Sendable {
  private let encoder: AnyImageEncoder
  private let detector: Detector
  private let time: any TimeSource

  /// - Parameters:
  ///   - model: any encoder.
  ///   - pack: whose conditions are explained.
  ///   - time: what deadlines are measured with.
  public init(model: ReadyModel, pack: Pack, time: any TimeSource = SystemTime()) async throws {
    encoder = model.encoder
    detector = try await model.specialty(pack, showsMaps: true).detector
    self.time = time
  }

  /// The encoder's own words.
  public var description: EncoderDescription { encoder.description }

  /// The conditions that it scores.
  public var conditions: [ConditionIdentifier] { detector.pack.conditions.map(\.id) }

  /// The embedding of a whole picture, with its patch map where the encoder has one.
  public func whole(_ pixels: PixelBuffer) async throws -> ImageEmbedding {
    let now = time.now()
    let frame = Frame(stream: .picture, session: SessionIdentifier(), sequence: 1, capturedAt: now, pixels: pixels)
    return try await encoder.encode(View(frame: frame, regions: []), deadline: now.advanced(by: .seconds(3600)))[0]
  }

  /// What a vector says of a condition; `nil` if the pack has no such condition.
  public func evidence(in vector: [Float], of condition: ConditionIdentifier) throws -> Double? {
    try detector.score(vector, of: condition)?.evidence
  }

  /// The dense map that the regions of a condition are read off; `nil` if the pack has no such condition.
  public func map(of condition: ConditionIdentifier, over grid: PatchGrid) throws -> [Float]? {
    try detector.map(of: condition, over: grid)
  }

  /// Finds what an embedding shows as the road does, with or without places.
  ///
  /// - Parameters:
  ///   - embedding: of a whole picture.
  ///   - located: for how many findings places are worked out; 0 = none.
  public func detect(_ embedding: ImageEmbedding, located: Int) throws -> FrameDetection {
    try detector.detect([embedding], ignoringGate: true, located: located)
  }
}
