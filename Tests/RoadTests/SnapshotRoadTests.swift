import Foundation
import Journal
import Pictures
import Review
import Server
import Synchronization
import Testing
import Vocabulary

@testable import Pipeline

/// A stream whose alerts and quiet time leave pictures, or do not: the real journal, drawn pixels.
@Suite(.timeLimit(.minutes(1)))
struct SnapshotRoadTests {
  private final class Rig: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "snapshots-\(UUID().uuidString)").path
    let time = ManualTime()
    let consents: ConsentBook
    let journal: JournalStore
    let snapshots: SnapshotDesk
    let desk: AlertDesk
    let stream: StreamRuntime
    private let tasks = Mutex<[Task<Void, Never>]>([])

    init(_ consent: Consent) async throws {
      let journal = try await JournalStore.open(folder: folder, time: time)
      let consents = ConsentBook(standard: consent)
      let desk = AlertDesk(journal: journal, hub: EventHub(), retry: { await Task.yield() })
      snapshots = SnapshotDesk(journal: journal, consents: consents) { _ in }
      (self.journal, self.consents, self.desk) = (journal, consents, desk)
      stream = StreamRuntime(
        id: .demo, kind: .whip, source: "test", isDemo: false, pack: .test, settings: [:], framer: FakeFramer(),
        detector: FakeDetector(),
        services: StreamServices(
          hub: EventHub(), desk: desk, time: time, encoder: FakeEncoder().description, ring: {},
          backgrounds: BackgroundDesk(journal: journal, time: time), consents: consents,
          intake: SessionIntake(standard: consent), snapshots: snapshots))
      tasks.withLock { $0 = [Task { [snapshots] in await snapshots.run() }, Task { await desk.run() }] }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// One frame of 64×48 whose first pixel is the score.
    func show(_ value: UInt8, after interval: Duration = .milliseconds(100)) throws {
      time.advance(by: interval)
      var bytes = [UInt8](repeating: 90, count: 64 * 48 * 3)
      bytes[0] = value
      let pixels = PixelBuffer(width: 64, height: 48, format: .rgb, bytes: bytes)
      stream.receive(.picture(pixels, capturedAt: time.now(), senderAge: nil))
      let frame = try #require(stream.mailbox.take())
      let score = Float(value) / 255
      let embedding = ImageEmbedding(
        region: .whole, vector: [score, (1 - score * score).squareRoot()], tokens: 1, isFullGrid: true)
      var stages: [RoadStage: Duration] = [:]
      stream.finish(frame, .analysed(FakeDetector().score(frame, [embedding]), [:]), &stages)
    }

    /// Lets what is queued be written.
    func settle() async {
      stream.change(to: .ended, nil)
      snapshots.finish()
      desk.finish()
      for task in tasks.withLock({ $0 }) { await task.value }
    }
  }

  private static let allowed = Consent(record: false, snapshots: true, speak: true, handOff: true)

  @Test func `an alert's frames are kept where pictures are allowed, as veiled JPEG`() async throws {
    let rig = try await Rig(Self.allowed)
    for _ in 0..<3 { try rig.show(230) }
    await rig.settle()
    let entry = try #require(try await rig.journal.entries(of: .snapshotKept).first)
    let kept = try #require(KeptSnapshot(entry))
    #expect(kept.pictures.map(\.frame) == [2, 1], "the frame that decided comes first")
    let name = try await rig.journal.caseName(of: kept.subject)
    let bytes = try #require(try await rig.journal.picture(name, 0))
    let picture = try RGBPicture(decoding: bytes, bounds: PictureBounds(bytes: 100_000, pixels: 1_000_000, side: 1))
    #expect(picture.width <= 64 && picture.height <= 48)
    #expect(rig.snapshots.counts[.kept] == 1 && rig.stream.givenUpPins == 0)
  }

  @Test func `nothing is kept where pictures are not allowed`() async throws {
    let rig = try await Rig(.standard)
    for _ in 0..<3 { try rig.show(230) }
    try rig.show(1, after: .seconds(200))
    await rig.settle()
    #expect(try await rig.journal.entries(of: .snapshotKept).isEmpty)
    #expect(rig.snapshots.counts.isEmpty && rig.stream.givenUpPins == 0)
    #expect(try await rig.journal.entries(of: .alertRaised).count == 1, "the alert itself is there")
  }

  @Test func `what was allowed when the frame came and taken back before it was stored is not stored`() async throws {
    let rig = try await Rig(Self.allowed)
    try rig.show(230)
    let session = try #require(rig.stream.session)
    let pin = PinnedFrames.Pin(
      frame: Frame(stream: .demo, session: session, sequence: 1, capturedAt: rig.time.now(), pixels: .scoring(1)), findings: [])
    rig.consents.state(.none, for: session)
    rig.snapshots.submit(.quiet(pin, from: rig.time.now(), to: rig.time.now()))
    await rig.settle()
    #expect(rig.snapshots.counts == [.refused: 1])
    #expect(try await rig.journal.pictureCases().isEmpty)
  }

  @Test func `quiet time leaves a frame a minute, and none where an alert was on`() async throws {
    let rig = try await Rig(Self.allowed)
    try rig.show(10, after: .seconds(1))
    // A picture is sealed under its session's key, which the entry of its beginning makes.
    while try await rig.journal.entries(of: .sessionStarted).isEmpty { await Task.yield() }
    for _ in 0..<189 { try rig.show(10, after: .seconds(1)) }
    await rig.settle()
    let kept = try await rig.journal.entries(of: .snapshotKept).compactMap { KeptSnapshot($0) }
    #expect(kept.count == 3 && kept.allSatisfy { $0.stretch?.everySeconds == 60 && $0.pictures.count == 1 })
  }

  @Test func `a full queue drops, and says so`() async throws {
    let rig = try await Rig(Self.allowed)
    let idle = SnapshotDesk(journal: rig.journal, consents: rig.consents) { _ in }
    let pin = PinnedFrames.Pin(
      frame: Frame(
        stream: .demo, session: SessionIdentifier(), sequence: 1, capturedAt: rig.time.now(), pixels: .scoring(1)), findings: [])
    for _ in 0..<(SnapshotDesk.bound + 3) { idle.submit(.quiet(pin, from: rig.time.now(), to: rig.time.now())) }
    #expect(idle.counts == [.dropped: 3])
    await rig.settle()
  }

  @Test func `a session's entries carry subject, consent, thresholds and, at its end, its figures`() async throws {
    let rig = try await Rig(Self.allowed)
    for _ in 0..<4 { try rig.show(10) }
    let session = try #require(rig.stream.session)
    await rig.settle()
    let record = try #require(try await rig.journal.session(session).record)
    #expect(record.consent == Self.allowed && record.start["thresholds"]?["melanoma"]?["enter"]?.double == 0.6)
    #expect(record.start["versions"]?["pack"] == "test" && record.start["versions"]?["model"] == "fake")
    #expect(record.end?["latency"]?["results"] == 4 && record.end?["frames"]?["analysed"] == 4)
    #expect(record.end?["frames"]?["received"] == 4)
  }

  @Test func `a picture that comes after its stream was removed begins no session`() async throws {
    let rig = try await Rig(Self.allowed)
    try rig.show(10)
    rig.stream.close()
    rig.stream.receive(.picture(.scoring(10), capturedAt: rig.time.now(), senderAge: nil))
    #expect(rig.stream.session == nil && rig.stream.mailbox.take() == nil)
    await rig.settle()
    #expect(try await rig.journal.sessions().sessions.count == 1)
  }

  @Test func `a purge leaves no picture in any file, neither open nor sealed`() async throws {
    let rig = try await Rig(Self.allowed)
    for _ in 0..<3 { try rig.show(230) }
    let session = try #require(rig.stream.session)
    await rig.settle()
    let kept = try #require(try await rig.journal.entries(of: .snapshotKept).first.flatMap { KeptSnapshot($0) })
    let name = try await rig.journal.caseName(of: kept.subject)
    let jpeg = try #require(try await rig.journal.picture(name, 0))
    func contains(_ needle: [UInt8]) throws -> Bool {
      let bytes = try FileManager.default.contentsOfDirectory(atPath: rig.folder).map { file in
        try Data(contentsOf: URL(filePath: rig.folder + "/" + file))
      }
      return bytes.contains { $0.range(of: Data(needle)) != nil }
    }
    #expect(jpeg.starts(with: [0xff, 0xd8, 0xff]))
    #expect(try !contains(Array("JFIF\0".utf8)) && !contains(Array(jpeg.prefix(64))), "sealed before, too")
    #expect(try contains(Array(name.utf8)), "the search itself works")
    _ = try await rig.journal.purge(session, reason: "", by: "ada")
    #expect(try !contains(Array(name.utf8)), "not even the place where they were")
  }
}
