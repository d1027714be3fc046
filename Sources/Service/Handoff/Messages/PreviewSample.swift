import Configuration
import Cryptography
import Journal
import Vocabulary

/// An alert that nobody ever had, for previews.
enum PreviewSample {
  static let moment = Moment(monotonic: .zero, wallMilliseconds: 1_767_225_600_000)
  private static let name = String(repeating: "0", count: 31) + "2"
  /// Signs nothing that leaves the machine.
  static let secrets = SigningSecrets(Secret(text: "whsec_" + String(repeating: "A", count: 32)))

  static func delivery(_ change: AlertChange, for setting: SinkSetting) -> PendingDelivery? {
    guard let record = record(change) else { return nil }
    let message = AlertMessage(change, entry: entry(change, of: record), record: record, for: setting)
    var body = message.body
    if setting.kind == .mqtt, case .object(var members) = body {
      members["open"] = change == .ended || change == .acknowledged ? 0 : 1
      body = .object(members)
    }
    return PendingDelivery(
      id: String(repeating: "0", count: 31) + "1", sequence: 1,
      delivery: JournalDelivery(sink: setting.name, type: change.messageType, body: body))
  }

  private static func record(_ change: AlertChange) -> AlertRecord? {
    guard let alert = AlertIdentifier(name), let stream = StreamIdentifier("bedside"), let session = SessionIdentifier(name),
      let condition = ConditionIdentifier("melanoma")
    else { return nil }
    let code = OntologyCode(system: "http://hl7.org/fhir/sid/icd-10-cm", code: "C43", display: "Malignant melanoma of skin")
    var record = AlertRecord(
      id: alert, stream: stream, session: session, condition: condition, codes: [code],
      tier: .warning, raisedAt: moment.rfc3339, capturedAt: moment.rfc3339, probability: 0.71,
      threshold: ThresholdSetting(enter: 0.62, exit: 0.5),
      why: [AlertReasonFrame(frame: 1, capturedAt: moment.rfc3339, evidence: 0.12, value: 0.71, vector: nil)],
      model: Fingerprint("model"), pack: Fingerprint("pack"), preprocessing: "serving",
      frameSHA256: String(repeating: "0", count: 64), demo: false)
    switch change {
    case .ended: (record.state, record.endedAt) = (.ended, moment.rfc3339)
    case .acknowledged, .verdict:
      (record.state, record.acknowledged) = (.acknowledged, .init(by: "a clinician's name", at: moment.rfc3339))
    case .silenced:
      (record.state, record.silencedUntil) = (.silenced, moment.advanced(by: .seconds(60)).rfc3339)
      record.silenceReason = "the reason that was given"
    default: break
    }
    return record
  }

  private static func entry(_ change: AlertChange, of record: AlertRecord) -> JournalEntry {
    let data: JSONValue =
      switch change {
      case .explained: ["short": "The short form of the explanation.", "refused": .null]
      case .verdict: ["verdict": "what the reader said"]
      default: .object([:])
      }
    return JournalEntry(
      sequence: 1, kind: .alertRaised, at: moment.rfc3339, session: record.session, alert: record.id, data: data,
      previousHash: "", hash: "")
  }
}
