import GLib
import Knowledge
import Vocabulary

/// Corrections on the command line; a server that runs brings them into its journal.
extension KnowledgeCommand {
  func correct(_ identifier: String, _ options: ParsedOptions) async throws {
    guard let by = options.text("by"), let text = options.text("text"), let reason = options.text("reason") else {
      throw CommandFailure.usage("knowledge correct: give --text, --reason and --by")
    }
    let library = try await KnowledgeOpening.library(options)
    let passage = try await library.passage(identifier)
    let now = try await library.correct(
      passage: passage.id, StatementCorrection(text: text, sources: nil, reason: reason), by: by)
    if options.has("json") { Console.record(now) } else { Console.line(now.lines) }
  }

  func history(_ identifier: String, _ options: ParsedOptions) async throws {
    for version in try await KnowledgeOpening.library(options).history(of: identifier) {
      if options.has("json") { Console.record(version) } else { Console.line(version.lines) }
    }
  }

  func review(_ options: ParsedOptions) async throws {
    for item in try await KnowledgeOpening.library(options).toReview() {
      if options.has("json") { Console.record(item) } else { Console.line(item.lines) }
    }
  }
}

extension KnowledgeVersion {
  /// For a person.
  var lines: String {
    let who = correction.map { "by \($0.by), \($0.at): \($0.reason)" } ?? "as it ships"
    let signed = signatures.map { "    signed by \($0.by), \($0.at)" }
    return (["\(passage.prefix(12)) version \(version), \(who)", "    \(text)"] + signed).joined(separator: "\n")
  }
}

extension KnowledgeReviewItem {
  /// For a person.
  var lines: String {
    let what = review.kind == .signed ? "was signed" : "was corrected"
    let place = passage.map { "\($0.id.prefix(12)) \($0.title), \($0.locator)" } ?? "no statement that ships now"
    return [
      "\(place): another wording \(what) by \(review.by), \(review.at)", "    then: \(review.former)",
      review.correction.map { "    correction: \($0)" }, review.shipped.map { "    ships now: \($0)" },
    ].compactMap { $0 }.joined(separator: "\n")
  }
}
