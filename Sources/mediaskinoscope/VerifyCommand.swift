import Foundation
import GLib
import Journal
import Pipeline
import Vocabulary

/// `verify`: walks the journal's chain offline and re-derives alerts.
struct VerifyCommand: Command {
  let name = "verify"
  let summary = "walks the journal's chain offline and re-derives what alerts rest on"
  let usage = "[ALERT…] [--receipt FILE]"
  let options: [OptionSpecification] = [
    .data, .model, .precision, .pack, .json,
    .init(
      "receipt", .text(placeholder: "FILE"), "checks the receipt of a purge instead: the chain, the entry, the destroyed key"),
  ]

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    if let file = options.text("receipt") { return try verifyReceipt(file, options) }
    var alerts: [AlertIdentifier] = []
    for text in options.arguments {
      guard let alert = AlertIdentifier(text) else { throw .usage("verify: '\(text)' is no alert's id: 32 hexadecimal digits") }
      alerts.append(alert)
    }
    let rederivation = try await rederivation(options)
    let report: VerificationReport
    do throws(JournalError) {
      report = try JournalVerifier(folder: options.text("data") ?? "./data").verify(alerts) { try rederivation.evidence(of: $0) }
    } catch { throw .failed("\(error)") }
    let audit = try audit(options)
    if options.has("json") { Console.record(Row(report, audit)) } else { for line in report.lines { Console.line(line) } }
    guard report.isSound else {
      throw .failed(report.lines.first { !$0.hasPrefix("chain intact") } ?? "the journal is not sound")
    }
    guard let audit else { return }
    if let broken = audit.broken { throw .failed("audit entry \(broken) is not as it was written") }
    if !options.has("json") { Console.line("audit intact: \(audit.entries) entries") }
  }

  private func audit(_ options: ParsedOptions) throws(CommandFailure) -> AuditVerifier.Report? {
    do throws(JournalError) { return try AuditVerifier.verify(folder: options.text("data") ?? "./data") } catch {
      throw .failed("\(error)")
    }
  }

  private func verifyReceipt(_ file: String, _ options: ParsedOptions) throws(CommandFailure) {
    let receipt: SessionReceipt
    do { receipt = try JSONDecoder().decode(SessionReceipt.self, from: Data(contentsOf: URL(fileURLWithPath: file))) } catch {
      throw .failed("--receipt \(file): it is no receipt of a purge; download it from the page of the session")
    }
    let verdict: ReceiptVerification
    do throws(JournalError) {
      verdict = try JournalVerifier(folder: options.text("data") ?? "./data").verify(receipt)
    } catch { throw .failed("\(error)") }
    if options.has("json") { Console.record(["receipt": "\(verdict)"]) } else { Console.line("\(verdict)") }
    guard verdict == .confirmed else { throw .failed("\(verdict)") }
  }

  private func rederivation(_ options: ParsedOptions) async throws(CommandFailure) -> EvidenceRederivation {
    do {
      let library = PackLibrary(resources: .find())
      let packs = try (options.text("pack").map { [$0] } ?? library.names).map { try library.load($0) }
      let model = try await ModelLibrary(resources: .find(), caches: nil).load(
        options.text("model") ?? "skinlite", precision: try options.precision())
      return try await EvidenceRederivation(model: model, packs: packs, data: options.text("data") ?? "./data")
    } catch { throw .failed("\(error)") }
  }

  private struct Row: Encodable {
    let sound: Bool
    let entries: Int64
    let broken: String?
    let alerts: [String]
    let audit: Int64?
    let auditBroken: Int64?

    enum CodingKeys: String, CodingKey {
      case sound, entries, broken, alerts, audit
      case auditBroken = "audit_broken"
    }

    init(_ report: VerificationReport, _ audit: AuditVerifier.Report?) {
      (self.audit, auditBroken) = (audit?.entries, audit?.broken)
      sound = report.isSound
      entries = report.entries
      broken = report.broken.map { "\($0)" }
      alerts = report.alerts.map(\.description)
    }
  }
}
