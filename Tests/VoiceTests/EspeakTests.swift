import Espeak
import Testing
import Voice

@Suite struct EspeakTests {
  @Test func `a second owner of the library is refused`() throws {
    _ = try TestVoice.engine()
    #expect(throws: EspeakError.inUse) { try EspeakEngine(voice: "en-us") }
  }

  @Test func `words are pronounced in the phonetic alphabet`() throws {
    #expect(try TestVoice.engine().phonemes(of: "resembles melanoma") == "ɹᵻzˈɛmbəlz mˌɛlɐnˈoʊmə")
    #expect(try TestVoice.engine().phonemes(of: "") == "")
  }

  @Test func `the fallback voice speaks, and longer for more words`() async throws {
    let speaker = EspeakSpeaker(engine: try TestVoice.engine())
    let (short, long) = (
      try await speaker.speak("Melanoma."), try await speaker.speak("Warning, resembles melanoma of the skin.")
    )
    #expect(short.duration > .milliseconds(300))
    #expect(long.duration > short.duration)
    #expect(long.samples.contains { abs(Int($0)) > 3_000 })
  }

  @Test func `many at once wait for each other`() async throws {
    let engine = try TestVoice.engine()
    let alone = try engine.synthesise("Melanoma.")
    let all = try await withThrowingTaskGroup(of: [Int16].self) { group in
      for _ in 0..<8 { group.addTask { try engine.synthesise("Melanoma.") } }
      return try await group.reduce(into: [[Int16]]()) { $0.append($1) }
    }
    // The library carries some state from one call to the next, so that lengths differ by a few milliseconds.
    #expect(all.allSatisfy { abs($0.count - alone.count) < engine.sampleRate / 20 })
  }
}
