import Capture
import TestClips
import TestSupport
import Testing
import Vocabulary

extension MediaTests {
  @Suite struct `The encoded tap of a file` {
    @Test func `gives what it holds, key frame first, time going on over the loop`() async throws {
      let folder = try TemporaryFolder()
      let path = folder.file("clip.webm")
      try await Clip.vp8(path, frames: 20)
      let source = PulledSource(try SourceAddress(filePath: path, policy: .standard)) { _ in }
      let units = source.tap.subscribe()
      let running = Task { await source.run() }
      var seen: [EncodedUnit] = []
      for await unit in units {
        seen.append(unit)
        if seen.count == 50 { break }
      }
      running.cancel()
      await running.value
      #expect(seen.first?.isKey == true)
      #expect(seen.enumerated().allSatisfy { $1.isKey == ($0 % 10 == 0) })
      #expect(seen.allSatisfy { $0.format.codec == .vp8 && $0.format.caps.hasPrefix("video/x-vp8") })
      #expect(source.tap.format?.codec == .vp8)
      let steps = zip(seen.dropFirst(), seen).map { ($0.presentation - $1.presentation).milliseconds }
      #expect(steps.allSatisfy { $0 > 20 && $0 < 50 }, "\(steps)")
      // The second pass brings the same bytes: nothing was encoded again.
      #expect(seen[20..<40].map(\.bytes) == seen[0..<20].map(\.bytes))
    }
  }
}
