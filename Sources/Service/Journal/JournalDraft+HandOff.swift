public import Vocabulary

/// Hand-off as the journal tells it: what left, to whom, and who switched a sink.
extension JournalDraft {
  /// A sink has a delivery.
  ///
  /// - Parameters:
  ///   - id: the delivery's.
  ///   - sink: the sink's name.
  ///   - type: the message's type.
  ///   - attempts: how often it was tried.
  ///   - answer: what the sink said.
  ///   - session: of the alert.
  ///   - alert: that it tells of.
  ///   - at: when it was confirmed.
  /// - Returns: an entry of that alert; it makes no delivery itself.
  public static func delivered(
    _ id: String, to sink: String, type: String, attempts: Int, answer: String, session: SessionIdentifier?,
    alert: AlertIdentifier?, at: Moment
  ) -> JournalDraft {
    JournalDraft(
      kind: .delivered, at: at, session: session, alert: alert,
      data: [
        "delivery": .string(id), "sink": .string(sink), "type": .string(type), "attempts": .integer(Int64(attempts)),
        "answer": .string(answer),
      ])
  }

  /// A sink was switched on or off.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - isOn: how it stands now.
  ///   - reason: why.
  ///   - by: a principal's name, or `the sink` where its own answer did it.
  ///   - at: when.
  /// - Returns: an entry of no session.
  public static func sinkChanged(_ sink: String, isOn: Bool, reason: String, by: String, at: Moment) -> JournalDraft {
    JournalDraft(
      kind: .sinkChanged, at: at, session: nil,
      data: ["sink": .string(sink), "on": .bool(isOn), "reason": .string(reason), "by": .string(by)])
  }

  /// Somebody asked for deliveries to be sent again.
  ///
  /// - Parameters:
  ///   - sink: the sink's name.
  ///   - deliveries: how many.
  ///   - by: a principal's name.
  ///   - at: when.
  /// - Returns: an entry of no session.
  public static func sinkReplayed(_ sink: String, deliveries: Int, by: String, at: Moment) -> JournalDraft {
    JournalDraft(
      kind: .sinkChanged, at: at, session: nil,
      data: ["sink": .string(sink), "replayed": .integer(Int64(deliveries)), "by": .string(by)])
  }
}
