import Detection
import Framing
public import Vocabulary

/// One picture in, one assessment out: the road without a stream.
public struct PictureAnalysis: Sendable {
  private let encoder: AnyImageEncoder
  private let specialty: Specialty
  private let time: any TimeSource

  init(encoder: AnyImageEncoder, specialty: Specialty, time: any TimeSource) {
    self.encoder = encoder
    self.specialty = specialty
    self.time = time
  }

  /// Makes the pack ready for the model.
  public init(model: ReadyModel, pack: Pack, time: any TimeSource = SystemTime()) async throws {
    self.init(encoder: model.encoder, specialty: try await model.specialty(pack), time: time)
  }

  public var pack: Pack { specialty.pack }

  /// Assesses a picture as a stream's first frame would be.
  public func assess(_ pixels: PixelBuffer, sequence: UInt64 = 1) async throws -> Assessment {
    try await journey(pixels, sequence).assessment
  }

  /// The findings of a picture whatever the gates say, with what they said; for `evaluate` and benches.
  ///
  /// - Parameter pixels: the picture.
  /// - Returns: why Framing would refuse it, why the pack's gate would, and one finding for each condition, without regions.
  /// - Throws: the encoder's or the detector's error.
  public func scoreIgnoringGates(_ pixels: PixelBuffer) async throws -> (
    framing: [GateReason], gate: [GateReason], findings: [Finding]
  ) {
    let (refused, embeddings) = try await views(pixels)
    let found = try specialty.detector.detect(embeddings, ignoringGate: true, located: 0)
    return (refused, found.gateReasons, found.findings)
  }

  /// The vectors of a picture's views, the whole first, as a stream's first frame would have them, with what Framing refuses it for.
  func views(_ pixels: PixelBuffer) async throws -> (refusals: [GateReason], embeddings: [ImageEmbedding]) {
    let frame = frame(pixels, 1)
    let framer = try RegionStrategy(named: specialty.pack.regionStrategy).makeFramer()
    let (view, refused) =
      switch framer.decide(frame) {
      case .usable(let view): (view, [GateReason]())
      case .refused(let reasons): (View(frame: frame, regions: []), reasons)
      }
    return (refused, try await encoder.encode(view, deadline: time.now().advanced(by: .seconds(60))))
  }

  /// What `embed --regions` prints of a picture: a record for each of its views.
  public func regions(of pixels: PixelBuffer, named input: String) async throws -> [RegionEmbedding] {
    let (refusals, embeddings) = try await views(pixels)
    return embeddings.map { RegionEmbedding(input: input, $0, refusals: refusals, by: encoder.description) }
  }

  private func journey(_ pixels: PixelBuffer, _ sequence: UInt64) async throws -> (
    assessment: Assessment, stages: [RoadStage: Duration]
  ) {
    let road = Road(encoder: encoder, limits: .unhurried, time: time)
    let framer = try RegionStrategy(named: specialty.pack.regionStrategy).makeFramer()
    switch await road.travel(frame(pixels, sequence), framer, PackDetector(detectors: specialty.detectors)) {
    case .analysed(let scored, let stages): return (scored.assessment, stages)
    case .gated(let assessment, let stages): return (assessment, stages)
    case .failed(let fault): throw fault
    case .late: throw PipelineError.tooSlow
    }
  }

  private func frame(_ pixels: PixelBuffer, _ sequence: UInt64) -> Frame {
    Frame(stream: .picture, session: SessionIdentifier(), sequence: sequence, capturedAt: time.now(), pixels: pixels)
  }
}
