import Capture
import Foundation
import TestClips
import TestSupport
import Testing
import Vocabulary

extension MediaTests {
  @Suite struct `The life of a pulled source` {
    /// Threads of this process that GStreamer's pipelines made, by name.
    private func mediaThreads() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").compactMap { task in
        try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
      }.filter { $0.contains(":src") || $0.contains("multiqueue") || $0.contains("queue") || $0.contains("typefind") }
    }

    @Test func `leaves no thread and no picture behind after 40 starts and stops`() async throws {
      let folder = try TemporaryFolder()
      let path = folder.file("clip.webm")
      try await Clip.vp8(path, frames: 30)
      let before = try mediaThreads().count
      weak var lastSource: PulledSource?
      for _ in 0..<40 {
        let log = EventLog()
        let source = PulledSource(try SourceAddress(filePath: path, policy: .standard), onEvent: log.receive)
        lastSource = source
        let running = Task { await source.run() }
        await log.wait(for: 2) { $0.isPicture }
        running.cancel()
        await running.value
      }
      #expect(lastSource == nil)
      // GLib keeps a few idle threads for the next task, and other suites may play: one thread left by each source would be 40.
      let after = try mediaThreads().count
      #expect(after - before < 30, "\(before) threads before, \(after) after")
    }
  }
}
