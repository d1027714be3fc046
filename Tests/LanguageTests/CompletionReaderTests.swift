import Testing
import Vocabulary

@testable import Language

@Suite struct CompletionReaderTests {
  static func frame(_ text: String) -> String {
    #"data: {"choices":[{"delta":{"content":""# + text + #""},"index":0}]}"# + "\n\n"
  }
  static let end = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"

  private func outcome(_ body: String, limit: Int = 100, piece: Int = .max) -> Result<String, LanguageFault> {
    var reader = CompletionReader(limit: limit)
    var rest = Array(body.utf8)[...]
    while !rest.isEmpty {
      guard reader.read(Array(rest.prefix(piece))) else { break }
      rest = rest.dropFirst(piece)
    }
    return Result { () throws(LanguageFault) in try reader.result() }
  }

  @Test(arguments: [1, 2, 7, 1000]) func `a stream is read however it is cut`(piece: Int) {
    let body = ": hello\r\n\r\nevent: x\r\n" + Self.frame("Moles are ") + Self.frame("näevi.") + Self.end
    #expect(outcome(body, piece: piece) == .success("Moles are näevi."))
  }

  @Test func `the first line is enough`() {
    #expect(outcome(Self.frame(" \\n One.") + Self.frame("\\nTwo.")) == .success(" \n One.\nTwo."))
  }

  @Test(arguments: [
    ("", LanguageFault.unreadable), ("<html>busy</html>", .unreadable), ("data: {\n\n", .unreadable),
    ("data: [1]\n\n", .unreadable), ("data: {\"error\":{\"message\":\"no\"}}\n\n", .unreadable),
    (frame("half a sentence"), .unreadable), (end, .empty), (frame("  ") + end, .empty),
    (frame(String(repeating: "x", count: 101)), .tooLong(limit: 100)),
    ("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"length\"}]}\n\n", .tooLong(limit: 100)),
    ("data: " + String(repeating: "y", count: 70_000), .unreadable),
  ])
  func `what is no whole answer is refused`(body: String, fault: LanguageFault) {
    #expect(outcome(body) == .failure(fault))
  }
}

@Suite struct IdleReleaseTests {
  private static let start = Moment(monotonic: .seconds(100), wallMilliseconds: 0)

  @Test func `what is idle is released once, what is used stays`() {
    var idle = IdleRelease(after: .seconds(60))
    var due: [Bool] = []
    func look(at second: Int) { due.append(idle.isDue(at: Self.start.advanced(by: .seconds(second)))) }
    look(at: 0)
    idle.use(at: Self.start)
    look(at: 59)
    idle.use(at: Self.start.advanced(by: .seconds(59)))
    for second in [118, 119, 500] { look(at: second) }
    #expect(due == [false, false, false, true, false])
  }
}
