import Foundation
import Pipeline

/// Questions with the answers that are right for them: MedQuAD's questions about skin, which lie beside the project and never in it.
///
/// - Source: Ben Abacha and Demner-Fushman, "A question-entailment approach to question answering", BMC Bioinformatics 20, 2019.
struct QuestionSet: Sendable {
  /// An answer as a document: the page's title and its text.
  struct Document: Sendable, Hashable {
    let title: String
    let text: String
  }

  struct Question: Sendable {
    let text: String
    /// What it asks about: questions of one subject are on one side of the split, and are resampled together.
    let subject: String
    /// Documents of the same subject and kind of question.
    let right: Set<Int>
  }

  private struct Row: Decodable {
    let focus: String
    let qtype: String
    let question: String
    let answer: String
  }

  private(set) var documents: [Document] = []
  private(set) var questions: [Question] = []

  /// The file beside the project: below `MEDIASKINOSCOPE_SHARED`, else below `../shared`.
  static var standardFile: URL {
    let named = ProcessInfo.processInfo.environment["MEDIASKINOSCOPE_SHARED"].map { URL(fileURLWithPath: $0) }
    let beside = sequence(first: Resources.find().root) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
      .map { $0.appending(path: "shared") }.first { FileManager.default.fileExists(atPath: $0.path) }
    return (named ?? beside ?? URL(fileURLWithPath: "../shared")).appending(path: "kb/medquad/derm_qa.json")
  }

  init(_ file: URL) throws(CommandFailure) {
    let rows: [Row]
    do { rows = try JSONDecoder().decode([Row].self, from: Data(contentsOf: file)) } catch {
      throw .failed(
        "bench retrieval: \(file.lastPathComponent) of MedQuAD's skin questions cannot be read; name it with --corpus, or put it "
          + "where MEDIASKINOSCOPE_SHARED points, below kb/medquad")
    }
    var places: [String: Int] = [:]
    var right: [String: Set<Int>] = [:]
    for row in rows {
      let place = places[row.answer] ?? documents.count
      if places.updateValue(place, forKey: row.answer) == nil { documents.append(Document(title: row.focus, text: row.answer)) }
      right[Self.key(row), default: []].insert(place)
    }
    var asked: Set<String> = []
    for row in rows where asked.insert(row.question.lowercased()).inserted {
      questions.append(Question(text: row.question, subject: row.focus.lowercased(), right: right[Self.key(row)] ?? []))
    }
  }

  private static func key(_ row: Row) -> String { row.focus.lowercased() + "\t" + row.qtype }

  /// The same answers with only the questions of one side of the split.
  func part(heldOut: Bool) -> QuestionSet {
    var part = self
    part.questions = questions.filter { Self.isHeldOut($0.subject) == heldOut }
    return part
  }

  /// Half of the subjects, by a hash of their names (FNV-1a, whose last bit alone would follow the last letter's).
  static func isHeldOut(_ subject: String) -> Bool {
    let hash = subject.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return (hash >> 32).nonzeroBitCount % 2 == 1
  }
}
