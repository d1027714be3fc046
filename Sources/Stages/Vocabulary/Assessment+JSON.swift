extension Assessment {
  /// The record as it is sent. `writtenAt` is the moment of writing: `age_ms` counts up to it.
  public func record(writtenAt: Moment) -> AssessmentRecord {
    AssessmentRecord(
      stream: stream, session: session,
      frame: .init(sequence: sequence, capturedAt: capturedAt.rfc3339, width: width, height: height),
      age: writtenAt.since(capturedAt).milliseconds, senderAge: senderAge?.milliseconds,
      encoder: .init(model: model, precision: precision, tokens: tokens, fullGrid: isFullGrid),
      gate: .init(usable: gateReasons.isEmpty, reasons: gateReasons), findings: findings, demo: isDemo)
  }
}
