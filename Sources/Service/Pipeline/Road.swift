public import Vocabulary

/// The way of one frame, a line a stage. Stages do not know each other; they meet here.
public struct Road<Encoder: ImageEncoder>: Sendable {
  private let encoder: Encoder
  private let time: any TimeSource
  private let limits: RoadLimits

  public init(encoder: Encoder, limits: RoadLimits = RoadLimits(), time: any TimeSource) {
    self.encoder = encoder
    self.limits = limits
    self.time = time
  }

  /// Takes a frame from the mailbox to its end.
  public func travel(_ frame: Frame, _ framer: any Framer, _ detector: any FrameDetector) async -> Journey {
    var watch = StageWatch(time)
    if limits.isTooOldToStart(frame, time.now()) { return .late }
    let decision = watch.measure(.framing) { framer.decide(frame) }
    guard case .usable(let view) = decision else { return .gated(refusal(of: frame, decision), watch.stages) }
    do {
      let embeddings = try await watch.measure(.encode) { try await encoder.encode(view, deadline: limits.deadline(of: frame)) }
      let scored = try watch.measure(.score) { try detector.score(frame, embeddings) }
      if limits.isPastItsDeadline(frame, time.now()) { return .late }
      return scored.assessment.gateReasons.isEmpty ? .analysed(scored, watch.stages) : .gated(scored.assessment, watch.stages)
    } catch {
      return .failed(EncoderFault(error))
    }
  }

  /// Lets the encoder go on with the full grid of an earlier frame, for a short step.
  func advanceFullGrid() async throws -> FullGridProgress { try await encoder.advanceFullGrid() }

  private func refusal(of frame: Frame, _ decision: FramingDecision) -> Assessment {
    var reasons: [GateReason] = []
    if case .refused(let given) = decision { reasons = given }
    return Assessment(
      frame: frame, model: encoder.description.model, precision: encoder.description.precision, tokens: 0, isFullGrid: false,
      gateReasons: reasons, findings: [])
  }
}
