import Foundation
import Testing

/// The committed hostile questions and passages: `KIND | TEXT` or `KIND | TEXT | QUESTION`.
struct Attack: Sendable, CustomTestStringConvertible {
  let kind: String
  let text: String
  /// Set for passages: what would bring them up.
  let question: String?

  var testDescription: String { "\(kind): \(text.prefix(60).unicodeScalars.map { $0.escaped(asASCII: true) }.joined())" }

  static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Knowledge/checks/attacks.txt")

  static let all: [Attack] = {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(Attack.init(line:))
  }()

  static var questions: [Attack] { all.filter { $0.question == nil } }
  static var passages: [Attack] { all.filter { $0.question != nil } }

  private init(line: Substring) {
    // A bar may stand in a text: the kind ends at the first, a passage's question begins after the last.
    let head = line.prefix { $0 != "|" }.split(separator: "*")
    let rest = line.drop { $0 != "|" }.dropFirst().drop { $0 == " " }
    kind = head[0].trimmingCharacters(in: .whitespaces)
    let count = head.count > 1 ? Int(head[1].trimmingCharacters(in: .whitespaces)) ?? 1 : 1
    guard ["hidden", "quoted"].contains(kind), let bar = rest.lastIndex(of: "|") else {
      (text, question) = (String(repeating: Self.unescaped(rest), count: count), nil)
      return
    }
    text = Self.unescaped(rest[..<bar]).trimmingCharacters(in: .whitespaces)
    question = rest[rest.index(after: bar)...].trimmingCharacters(in: .whitespaces)
  }

  private static func unescaped(_ text: Substring) -> String {
    String(text).replacing("\\n", with: "\n").replacing("\\t", with: "\t").replacing(/\\u\{([0-9A-Fa-f]+)\}/) { match in
      UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }
}
