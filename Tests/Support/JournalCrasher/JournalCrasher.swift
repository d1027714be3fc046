import Foundation
import Journal
import Vocabulary

/// Writes alerts into the journal of a folder as fast as it can until it kills itself without warning, and tells on standard output
/// what a client could have seen: one line for each alert, written only after the journal said that it is stored.
///
/// Arguments: folder, `start` or `stored`, and how many microseconds it lives from its start or from its first stored alert on.
@main
struct JournalCrasher {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let microseconds = UInt32(arguments[3]) else { exit(2) }
    var isCounting = arguments[2] == "start"
    if isCounting { killAfter(microseconds) }
    let journal = try await JournalStore.open(folder: arguments[1])
    let time = SystemTime()
    var count = 0
    while true {
      let session = SessionIdentifier()
      _ = try await journal.append([.sessionStarted(session, stream: stream, demo: false, at: time.now())])
      for _ in 0..<4 {
        try await raise(in: session, journal, at: time.now())
        if !isCounting { killAfter(microseconds) }
        isCounting = true
      }
      count += 1
      if count.isMultiple(of: 3) {
        _ = try await journal.purge(session, reason: "test", by: "crasher")
        say("purged \(session)")
      }
    }
  }

  private static func raise(in session: SessionIdentifier, _ journal: JournalStore, at moment: Moment) async throws {
    let record = alert(in: session, at: moment)
    let delivery = JournalDelivery(sink: "ehr", type: "skino.alert.raised", body: ["data": ["id": .string(record.id.text)]])
    let entry = try await journal.append([.alertRaised(record, at: moment)], deliveries: [delivery])[0]
    say("raised \(record.id) \(entry.sequence) \(entry.hash)")
    let ended = try await journal.append([.alertEnded(record.id, at: moment)])[0]
    say("ended \(record.id) \(ended.sequence) \(ended.hash)")
  }

  private static let stream = StreamIdentifier("bedside") ?? { fatalError("a stream's name") }()
  private static let condition = ConditionIdentifier("melanoma") ?? { fatalError("a condition's name") }()

  private static func alert(in session: SessionIdentifier, at moment: Moment) -> AlertRecord {
    let frame = AlertReasonFrame(
      frame: 1, capturedAt: moment.rfc3339, evidence: 0.5, value: 0.7, vector: [Float](repeating: 0.05, count: 384))
    return AlertRecord(
      id: AlertIdentifier(), stream: stream, session: session, condition: condition, codes: [], tier: .warning,
      raisedAt: moment.rfc3339, capturedAt: moment.rfc3339, probability: 0.7, threshold: ThresholdSetting(enter: 0.6, exit: 0.5),
      why: [frame, frame], model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "serving", frameSHA256: "", demo: false
    )
  }

  /// One write call a line: nothing waits in a buffer when the end comes.
  private static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  private static func killAfter(_ microseconds: UInt32) {
    let thread = Thread {
      usleep(microseconds)
      kill(getpid(), SIGKILL)
    }
    thread.start()
  }
}
