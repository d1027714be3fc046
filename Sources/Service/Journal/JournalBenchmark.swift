public import Vocabulary

/// How long it takes until an alert is on the disk: what `bench journal` prints.
public struct JournalBenchmark: Sendable, Hashable {
  /// Of one call of ``JournalStore/append(_:deliveries:)`` with an alert and one delivery, in milliseconds.
  public let append: Quantiles
  /// Of a page of 100 alerts out of all that were written, in milliseconds.
  public let page: Quantiles
  /// To walk the whole chain and open every entry, in milliseconds.
  public let verification: Double
  /// Alerts that were written.
  public let alerts: Int
  /// Size of an alert's data as JSON, in bytes.
  public let bytesAnAlert: Int

  /// Writes `alerts` alerts with `frames` vectors of `dimension` numbers each into a new journal in `folder`, which should be empty
  /// and lie on the disk that is to be measured.
  public static func run(
    folder: String, alerts: Int = 500, dimension: Int = 384, frames: Int = 8
  ) async throws(JournalError) -> JournalBenchmark {
    let journal = try await JournalStore.open(folder: folder)
    if let detail = journal.state.detail { throw .unavailable(journal.state.state, detail: detail) }
    let records = try samples(max(1, alerts), dimension: dimension, frames: frames)
    var appends: [Double] = []
    for record in records {
      appends.append(try await milliseconds { () throws(JournalError) in try await append(record, to: journal) })
    }
    var pages: [Double] = []
    for _ in 0..<20 { pages.append(try await milliseconds { () throws(JournalError) in _ = try await journal.alerts() }) }
    let verification = try await milliseconds { () throws(JournalError) in
      _ = try JournalVerifier(folder: folder).verify()
    }
    let size = try await journal.entries(of: records[0].id).first?.data.encoded.count ?? 0
    await journal.close()
    guard let append = Quantiles(of: appends), let page = Quantiles(of: pages) else {
      throw .failed(what: "nothing was measured")
    }
    return JournalBenchmark(
      append: append, page: page, verification: verification, alerts: records.count, bytesAnAlert: size)
  }

  private static func append(_ record: AlertRecord, to journal: JournalStore) async throws(JournalError) {
    let delivery = JournalDelivery(
      sink: "benchmark", type: "skino.alert.raised", body: ["data": ["id": .string(record.id.text)]])
    _ = try await journal.append([try .alertRaised(record, at: SystemTime().now())], deliveries: [delivery])
  }

  private static func milliseconds(_ body: () async throws(JournalError) -> Void) async throws(JournalError) -> Double {
    let start = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - start).milliseconds
  }

  private static func samples(_ count: Int, dimension: Int, frames: Int) throws(JournalError) -> [AlertRecord] {
    guard let stream = StreamIdentifier("benchmark"), let condition = ConditionIdentifier("benchmark") else {
      throw .failed(what: "the samples' names")
    }
    let session = SessionIdentifier()
    let now = SystemTime().now().rfc3339
    return (0..<count).map { index in
      let why = (0..<frames).map { frame in
        AlertReasonFrame(
          frame: UInt64(index * frames + frame), capturedAt: now, evidence: 0.1, value: 0.7,
          vector: (0..<dimension).map { Float(($0 * 31 + index + frame) % 997) / 997 - 0.5 })
      }
      return AlertRecord(
        id: AlertIdentifier(), stream: stream, session: session, condition: condition, codes: [], tier: .advisory, raisedAt: now,
        capturedAt: now, probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5), why: why,
        model: Fingerprint("benchmark"), pack: Fingerprint("benchmark"), preprocessing: "serving", frameSHA256: "", demo: true)
    }
  }
}
