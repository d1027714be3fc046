import Annotation
import Foundation
import TestClips
import TestSupport
import Testing
import Vocabulary

@Suite struct `An annotated clip` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let calm = OverlayContent(.of([]), alerting: [], pack: .test, time: .zero, sequence: 1, age: .zero)
  private static let found = OverlayContent(
    .of([.of(.melanoma, 0.9)]), alerting: [.melanoma], pack: .test, time: .zero, sequence: 1, age: .zero)

  /// Writes grey pictures of those sizes, `interval` apart.
  private func write(
    _ sizes: [(Int, Int)], to name: String, _ content: OverlayContent, interval: Duration = .milliseconds(40)
  ) async throws {
    let writer = try ClipWriter(to: folder.file(name))
    for (index, size) in sizes.enumerated() {
      try await writer.write(
        .grey(width: size.0, height: size.1), .square, content, at: interval * index, for: interval)
    }
    try await writer.finish()
  }

  private var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } }

  @Test func `keeps every picture, each at its own time`() async throws {
    let writer = try ClipWriter(to: folder.file("uneven.mp4"))
    let times = [0, 40, 90, 91, 400, 1000]
    for time in times {
      try await writer.write(
        .grey(width: 320, height: 240), .square, Self.calm, at: .milliseconds(time), for: .milliseconds(250))
    }
    try await writer.finish()
    let pictures = try await Clip.pictures(folder.file("uneven.mp4"))
    #expect(pictures.map { Int($0.time.milliseconds.rounded()) } == times)
    #expect(try Clip.duration(ofMP4: folder.file("uneven.mp4")) == .milliseconds(1250))
  }

  @Test func `differs from the picture where something is drawn, and hardly elsewhere`() async throws {
    try await write([(320, 240), (320, 240)], to: "found.mp4", Self.found)
    let picture = try #require(try await Clip.pictures(folder.file("found.mp4")).last)
    // Where the box's left edge runs: x = 160, y from 90 to 150.
    #expect((100..<140).allSatisfy { row in (158..<163).contains { abs(picture.luma($0, row) - 126) > 40 } })
    // Inside the box, and left of it, is nothing.
    for place in [(x: 170..<230, y: 100..<140), (x: 10..<140, y: 100..<190), (x: 250..<310, y: 60..<200)] {
      let off = place.y.flatMap { row in place.x.map { abs(picture.luma($0, row) - 126) } }
      #expect(off.reduce(0, +) / off.count < 1)
      #expect(off.allSatisfy { $0 < 12 })
    }
    // The alert's strip goes all the way across; notice and stamp are dark at the bottom left.
    #expect(picture.luma(318, 3) < 90)
    #expect((220..<238).contains { row in (2..<60).contains { picture.luma($0, row) > 180 } })
  }

  @Test func `of odd size gains a row and a column`() async throws {
    try await write([(321, 241)], to: "odd.mp4", Self.calm)
    let picture = try #require(try await Clip.pictures(folder.file("odd.mp4")).first)
    #expect(picture.width == 322 && picture.height == 242)
    #expect(abs(picture.luma(321, 120) - 126) < 4)
  }

  @Test func `fits pictures of another size into the first one's`() async throws {
    try await write([(320, 240), (320, 240), (640, 240), (320, 240)], to: "sizes.mp4", Self.calm)
    let pictures = try await Clip.pictures(folder.file("sizes.mp4"))
    #expect(pictures.map(\.width) == [320, 320, 320, 320])
    #expect(pictures.map(\.height) == [240, 240, 240, 240])
    // Twice as wide: half as high, with black above and below.
    #expect(abs(pictures[2].luma(250, 120) - 126) < 8)
    #expect(pictures[2].luma(250, 20) < 24)
    #expect(abs(pictures[3].luma(250, 20) - 126) < 8)
  }

  @Test func `is not there before it is whole`() async throws {
    let writer = try ClipWriter(to: folder.file("clip.mp4"))
    try await writer.write(.grey(width: 320, height: 240), .square, Self.calm, at: .zero, for: .milliseconds(40))
    #expect(try !files.contains("clip.mp4"))
    try await writer.finish()
    #expect(try files == ["clip.mp4"])
  }

  @Test func `that is given up leaves nothing`() async throws {
    let writer = try ClipWriter(to: folder.file("clip.mp4"))
    try await writer.write(.grey(width: 320, height: 240), .square, Self.calm, at: .zero, for: .milliseconds(40))
    await writer.abandon()
    #expect(try files == [])
  }

  @Test func `without a picture is none`() async throws {
    let writer = try ClipWriter(to: folder.file("clip.mp4"))
    await #expect(throws: AnnotationError.empty) { try await writer.finish() }
    #expect(try files == [])
  }

  @Test func `never takes the place of a file`() async throws {
    let path = folder.file("clip.mp4")
    let writer = try ClipWriter(to: path)
    try await writer.write(.grey(width: 320, height: 240), .square, Self.calm, at: .zero, for: .milliseconds(40))
    // One that came while it was being written.
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    await #expect(throws: AnnotationError.exists(path: path)) { try await writer.finish() }
    await writer.abandon()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
    #expect(try files == ["clip.mp4"])
    #expect(throws: AnnotationError.exists(path: path)) { try ClipWriter.check(path) }
  }

  @Test func `is refused where it cannot be`() throws {
    #expect(throws: AnnotationError.unwritable(folder: folder.file("none"))) {
      try ClipWriter.check(folder.file("none/clip.mp4"))
    }
    #expect(throws: AnnotationError.notMP4(path: "clip.webm")) { try ClipWriter.check("clip.webm") }
  }
}
