import Journal
import Testing
import Vocabulary

@Suite struct `Journal benchmark` {
  @Test func `measures what it says`() async throws {
    let scratch = try Scratch()
    let result = try await JournalBenchmark.run(folder: scratch.path, alerts: 25, dimension: 384, frames: 8)
    #expect(result.alerts == 25 && result.append.p50 > 0 && result.append.p50 <= result.append.p95)
    #expect(result.bytesAnAlert > 8 * 384 * 2 && result.verification > 0)
  }
}
