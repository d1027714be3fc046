import Testing
import Voice

@Suite struct SpeechTextTests {
  @Test func `a text is cut into sentences and clauses at its marks`() throws {
    let text = try SpeechText("Warning, resembles melanoma. Is it so?  No mark")
    #expect(text.sentences.map { $0.map(\.words) } == [["Warning", "resembles melanoma"], ["Is it so"], ["No mark"]])
    #expect(text.sentences.map { $0.map(\.mark) } == [[",", "."], ["?"], [nil]])
  }

  @Test func `a mark inside a number ends nothing`() throws {
    #expect(try SpeechText("3.5 times").sentences.map { $0.map(\.words) } == [["3.5 times"]])
  }

  @Test(arguments: ["", "  ", "...", "!?", String(repeating: "a", count: SpeechText.limit + 1)])
  func `a text with nothing to say or too much is refused`(_ text: String) {
    #expect(throws: VoiceError.text(characters: text.count, limit: SpeechText.limit)) { try SpeechText(text) }
  }
}
