import Annotation
import Capture
import Foundation
import Synchronization
import TestClips
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `A clip with its findings burnt in` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Finds melanoma in the middle of every picture.
  private struct FindingDetector: FrameDetector {
    static let region = Region(x: 0.5, y: 0.375, width: 0.25, height: 0.25, weight: 1)

    func score(_ frame: Frame, _ embeddings: [ImageEmbedding]) -> Scored {
      let finding = Finding(
        condition: .melanoma, similarity: 1, presence: 0.9, evidence: 1, probability: 0.9, proven: true, regions: [Self.region])
      return Scored(
        assessment: Assessment(
          frame: frame, model: "fake", precision: "f32", tokens: 1, isFullGrid: true, gateReasons: [], findings: [finding]),
        embeddings: embeddings, source: [.melanoma: 0])
    }
  }

  private func annotation(_ encoder: FakeEncoder = FakeEncoder()) -> ClipAnnotation {
    ClipAnnotation(pack: .test) { address in
      try AnnotatedRoad(
        encoder: AnyImageEncoder(encoder), pack: .test, framer: FakeFramer(), detector: FindingDetector(), kind: address.kind,
        source: address.description, time: SystemTime())
    }
  }

  private func address(_ name: String) throws -> SourceAddress {
    try SourceAddress(filePath: folder.file(name), policy: .standard)
  }

  private func grey(_ name: String, frames: Int) async throws {
    try await Clip.render(
      """
      videotestsrc num-buffers=\(frames) pattern=solid-color foreground-color=0xFF808080
      ! video/x-raw,format=I420,width=320,height=240,framerate=25/1 ! vp8enc deadline=1 ! webmmux ! filesink location=$FILE
      """, to: folder.file(name))
  }

  @Test func `has every picture of it, as long as it was, and its boxes`() async throws {
    try await grey("in.webm", frames: 30)
    let events = Mutex<[ServerEvent]>([])
    let last = try await annotation().run(address("in.webm"), to: folder.file("out.mp4"), limit: nil) { event, _ in
      events.withLock { $0.append(event) }
    }
    #expect(last.frames.received == 30)
    #expect(last.frames.analysed == 30)
    #expect(last.frames.superseded == 0)
    let assessed = events.withLock { $0 }.compactMap {
      if case .assessment(let assessment) = $0 { assessment.sequence } else { nil }
    }
    #expect(assessed == Array(1...30))
    let alerts = events.withLock { $0 }.compactMap { if case .alert(let alert, _) = $0 { alert.condition } else { nil } }
    #expect(alerts == [.melanoma])

    let before = try await Clip.pictures(folder.file("in.webm"))
    let after = try await Clip.pictures(folder.file("out.mp4"))
    try #require(after.count == 30 && before.count == 30)
    for (old, new) in zip(before, after) {
      // WebM counts whole milliseconds.
      #expect(abs((old.time - before[0].time - new.time).milliseconds) < 1)
      // The box's left edge, x = 160 from y = 90 to 150; what lies in it and far from it.
      #expect(new.difference(from: old, x: 158..<163, y: 100..<140) > 25)
      #expect(new.difference(from: old, x: 170..<230, y: 100..<140) < 2)
      #expect(new.difference(from: old, x: 10..<140, y: 110..<190) < 2)
      #expect(new.difference(from: old, x: 250..<310, y: 60..<200) < 2)
    }
    // k of n is two: the alert's strip stands from the second picture on.
    #expect(after[0].difference(from: before[0], x: 250..<318, y: 1..<8) < 2)
    #expect(after[1].difference(from: before[1], x: 250..<318, y: 1..<8) > 25)
    let length = try #require(try Clip.duration(ofMP4: folder.file("out.mp4")))
    #expect(abs(length.milliseconds - 1200) < 3)
  }

  @Test func `is analysed picture by picture, and alerts, where nothing is to be written`() async throws {
    try await grey("in.webm", frames: 30)
    let alerts = Mutex<[ConditionIdentifier]>([])
    let last = try await annotation().run(address("in.webm"), to: nil, limit: nil) { event, _ in
      if case .alert(let alert, _) = event { alerts.withLock { $0.append(alert.condition) } }
    }
    #expect(last.frames.received == 30 && last.frames.analysed == 30 && last.frames.superseded == 0)
    #expect(alerts.withLock { $0 } == [.melanoma])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["in.webm"])
  }

  @Test func `ends where it is told to`() async throws {
    try await grey("in.webm", frames: 30)
    _ = try await annotation().run(address("in.webm"), to: folder.file("out.mp4"), limit: .milliseconds(400)) { _, _ in }
    #expect(try await Clip.pictures(folder.file("out.mp4")).count == 10)
  }

  @Test func `shows a picture that the encoder failed on without a finding`() async throws {
    try await grey("in.webm", frames: 4)
    let broken = FakeEncoder(before: { frame throws(FakeEncoder.Broken) in if frame.sequence == 3 { throw FakeEncoder.Broken() } }
    )
    let last = try await annotation(broken).run(address("in.webm"), to: folder.file("out.mp4"), limit: nil) { _, _ in }
    #expect(last.frames.decodeError == 1)
    let pictures = try await Clip.pictures(folder.file("out.mp4"))
    try #require(pictures.count == 4)
    #expect(pictures[2].difference(from: pictures[1], x: 158..<163, y: 100..<140) > 25)
  }

  @Test func `leaves nothing behind when the clip is none`() async throws {
    try Data("these are words".utf8).write(to: URL(fileURLWithPath: folder.file("words.webm")))
    await #expect(throws: ClipFault.self) {
      try await annotation().run(address("words.webm"), to: folder.file("out.mp4"), limit: nil) { _, _ in }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["words.webm"])
  }

  @Test func `leaves nothing behind when it is stopped`() async throws {
    try await grey("in.webm", frames: 200)
    let (started, start) = AsyncStream.makeStream(of: Void.self)
    let (annotation, address, output) = (annotation(), try address("in.webm"), folder.file("out.mp4"))
    let work = Task { try await annotation.run(address, to: output, limit: nil) { _, _ in start.yield() } }
    for await _ in started { break }
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["in.webm"])
  }
}
