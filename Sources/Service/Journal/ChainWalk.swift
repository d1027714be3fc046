import Cryptography
import SQLite
import Vocabulary

/// One walk along the chain, from its origin to the first fault or its end.
struct ChainWalk {
  private let entries: EntryTable
  private let master: MasterKey?
  private let keys: KeyRing?
  private let alerts: AlertTable?
  private let purgedSessions: Set<String>
  private let rederive: JournalVerifier.Rederivation?
  private let chosen: Set<AlertIdentifier>
  private var position = ChainHead.origin
  private var records: [AlertIdentifier: AlertRecord] = [:]
  private var verdicts: [AlertVerification] = []

  init(
    database: Database, master: MasterKey?, rederive: JournalVerifier.Rederivation?, chosen: Set<AlertIdentifier>
  ) throws {
    entries = EntryTable(database: database)
    self.master = master
    let keys = master.map { KeyRing(database: database, master: $0) }
    self.keys = keys
    let isProjected = try Schema.version(database) >= 2
    alerts = master.flatMap { master in
      keys.flatMap { isProjected ? AlertTable(database: database, master: master, keys: $0) : nil }
    }
    purgedSessions = Set(try EntryTable(database: database).links(kind: .purged).map(\.header.session))
    self.rederive = rederive
    self.chosen = chosen
  }

  mutating func run(order: [AlertIdentifier]) throws -> VerificationReport {
    let broken = try firstFault()
    let seen = Set(verdicts.map(\.alert))
    let absent = order.filter { !seen.contains($0) }.map { AlertVerification(alert: $0, sequence: 0, outcome: .unknown) }
    return VerificationReport(
      entries: position.sequence, broken: broken, purged: purgedSessions.sorted().compactMap { SessionIdentifier($0) },
      isOpened: master != nil, alerts: try verdicts.map(compareWithList) + absent)
  }

  private mutating func firstFault() throws -> BrokenEntry? {
    while true {
      let page = try entries.links(after: position.sequence, limit: 256)
      if page.isEmpty { return try faultAtEnd() }
      for link in page {
        if let fault = try fault(in: link) {
          let sequence = fault == .missing ? position.sequence + 1 : link.header.sequence
          return BrokenEntry(sequence: sequence, fault: fault)
        }
        position = ChainHead(sequence: link.header.sequence, hash: link.hash)
      }
    }
  }

  private mutating func fault(in link: ChainLink) throws -> BrokenEntry.Fault? {
    if link.header.sequence != position.sequence + 1 { return .missing }
    if link.previousHash != position.hash {
      return .previousHash(expected: position.hash.hexadecimal, found: link.previousHash.hexadecimal)
    }
    let expected = link.expectedHash
    if link.hash != expected { return .hash(expected: expected.hexadecimal, found: link.hash.hexadecimal) }
    return try faultInContent(of: link)
  }

  private mutating func faultInContent(of link: ChainLink) throws -> BrokenEntry.Fault? {
    guard let keys else { return nil }
    switch try? keys.key(of: link.header.keyName) {
    case .destroyed?:
      guard purgedSessions.contains(link.header.session) else { return .keyMissing }
      if link.header.kind == JournalEntryKind.alertRaised.rawValue { judge(purged: link) }
      return nil
    case .present(let key)?: return faultInContent(of: link, key: key)
    case nil: return .keyMissing
    }
  }

  private mutating func faultInContent(of link: ChainLink, key: Secret) -> BrokenEntry.Fault? {
    guard let plaintext = try? link.plaintext(key: key) else { return .content }
    guard let data = try? JSONValue(parsing: plaintext), let entry = try? link.entry(data: data) else { return .record }
    guard let alert = entry.alert, AlertProjection.kinds.contains(entry.kind) else { return nil }
    guard let record = try? AlertProjection.apply(entry, to: records[alert]) else { return .record }
    records[alert] = record
    if entry.kind == .alertRaised { judge(raised: entry, alert: alert) }
    return nil
  }

  private func faultAtEnd() throws -> BrokenEntry? {
    let head = try entries.head()
    if let master, try !entries.isGenuine(head, master: master) { return BrokenEntry(sequence: head.sequence, fault: .forgedEnd) }
    if head.sequence > position.sequence {
      return BrokenEntry(sequence: position.sequence, fault: .end(expected: head.sequence))
    }
    if head.sequence < position.sequence { return BrokenEntry(sequence: head.sequence + 1, fault: .beyondEnd) }
    if head.hash == position.hash { return nil }
    let fault = BrokenEntry.Fault.hash(expected: head.hash.hexadecimal, found: position.hash.hexadecimal)
    return BrokenEntry(sequence: position.sequence, fault: fault)
  }

  private mutating func judge(purged link: ChainLink) {
    guard let alert = AlertIdentifier(link.header.alert), chosen.isEmpty || chosen.contains(alert) else { return }
    verdicts.append(AlertVerification(alert: alert, sequence: link.header.sequence, outcome: .purged))
  }

  private mutating func judge(raised entry: JournalEntry, alert: AlertIdentifier) {
    guard chosen.isEmpty || chosen.contains(alert) else { return }
    verdicts.append(AlertVerification(alert: alert, sequence: entry.sequence, outcome: outcome(of: entry)))
  }

  private func outcome(of entry: JournalEntry) -> AlertVerification.Outcome {
    guard let rederive else { return .notRederived(reason: "no model was asked") }
    do {
      let record = try entry.data.record(AlertRecord.self)
      guard let derived = try rederive(record) else { return .notRederived(reason: "its model or pack is not here") }
      return Self.compare(record.why, derived)
    } catch let head as TamperedHead { return .tamperedHead(head) } catch {
      return .notRederived(reason: "\(error)")
    }
  }

  private static func compare(_ recorded: [AlertReasonFrame], _ derived: [Double]) -> AlertVerification.Outcome {
    guard recorded.count == derived.count else {
      return .notRederived(reason: "\(recorded.count) frames are recorded, \(derived.count) were computed")
    }
    let differences = zip(recorded, derived).map { abs($0.evidence - $1) }
    // A comparison with a number that is none is false: such evidence is a mismatch too.
    if let index = differences.firstIndex(where: { !($0 <= JournalVerifier.tolerance) }) {
      return .mismatch(frame: recorded[index].frame, recorded: recorded[index].evidence, derived: derived[index])
    }
    return .rederived(largestDifference: differences.max() ?? 0)
  }

  /// An alert's list row must be what its entries make of it.
  private func compareWithList(_ verdict: AlertVerification) throws -> AlertVerification {
    guard let alerts, verdict.outcome != .purged else { return verdict }
    guard (try? alerts.record(verdict.alert)) != records[verdict.alert] else { return verdict }
    return AlertVerification(alert: verdict.alert, sequence: verdict.sequence, outcome: .listDiffers)
  }
}
