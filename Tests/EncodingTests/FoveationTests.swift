import Foundation
import Synchronization
import Testing
import Vocabulary

@testable import Encoding

@Suite struct FoveationTests {
  /// Stands still until it is moved.
  final class Clock: TimeSource {
    private let elapsed = Mutex(Duration.zero)

    func now() -> Moment { Moment(monotonic: elapsed.withLock { $0 }, wallMilliseconds: 0) }

    func advance(_ duration: Duration) { elapsed.withLock { $0 += duration } }
  }

  private static let spot = Region(x: 0.25, y: 0.25, width: 0.35, height: 0.4, weight: 0.8)

  private static func withEncoder(
    limit: Int? = nil, share: Double = 0.2, _ body: (SigLIPEncoder, Clock, SigLIPDirectory) async throws -> Void
  ) async throws {
    let larger = try LargerGrid()
    defer { larger.remove() }
    let clock = Clock()
    let encoder = try SigLIPEncoder(directory: larger.directory, tokenLimit: limit, gridShare: share, time: clock)
    try await body(encoder, clock, try SigLIPDirectory(larger.directory))
  }

  private static func view(_ regions: [Region], width: Int = 100, height: Int = 80) throws -> View {
    View(frame: try Drawing.frame(Drawing.rgb(width: width, height: height)), regions: regions)
  }

  @Test func `with time enough a frame gets the full grid`() async throws {
    try await Self.withEncoder { encoder, clock, _ in
      let embeddings = try await encoder.encode(try Self.view([Self.spot]), deadline: clock.now().advanced(by: .seconds(60)))
      #expect(embeddings.count == 1 && embeddings[0].isFullGrid && embeddings[0].tokens == 64)
      #expect(embeddings[0].region == .whole)
    }
  }

  @Test func `when it is too late a frame still gets sixteen patches, half of them of its best region`() async throws {
    try await Self.withEncoder { encoder, clock, _ in
      let late = clock.now().advanced(by: .milliseconds(-50))
      let embeddings = try await encoder.encode(try Self.view([Self.spot]), deadline: late)
      let found = try #require(embeddings.first)
      #expect(embeddings.count == 1 && (12...16).contains(found.tokens) && !found.isFullGrid && found.region == Self.spot)
      let map = try #require(found.patches)
      #expect(map.columns * map.rows <= 8 && map.values.count == map.columns * map.rows * 32)
      // To the edges of patches of 7 pixels.
      #expect(map.region.x <= Self.spot.x && map.region.x > Self.spot.x - 0.08)
      #expect(map.region.width >= Self.spot.width && map.region.width < Self.spot.width + 0.15)
      #expect(abs(Parity.length(found.vector) - 1) < 1e-5)
    }
  }

  @Test func `patches of a finer grid are those of the whole picture in that grid, each at its place`() async throws {
    try await Self.withEncoder(limit: 30) { encoder, clock, files in
      let view = try Self.view([Self.spot])
      let found = try await encoder.encode(view, deadline: clock.now().advanced(by: .seconds(60)))[0]
      // 100 pixels are 14 patches of 7: finer than the tower's own 8.
      let writer = PatchWriter(mode: .serving, processor: files.processor, imageSide: 14 * 7, patchSide: 7)
      let choice = PatchChoice(
        Self.spot, picture: .whole(width: 100, height: 80), grid: writer.gridBox(width: 100, height: 80), side: 14, tokens: 30)
      var all = [Float](repeating: 0, count: 14 * 14 * 147)
      var span = all.mutableSpan
      writer.write(view.frame.pixels, into: &span)
      let chosen = choice.places.flatMap { all[($0 * 147)..<(($0 + 1) * 147)] }
      let width = files.configuration.vision.width
      let table = try files.checkpoint.floats(SigLIPVisionGraph.positionsName, shape: [64, width])
      let positions = PositionTable(table, side: 8, width: width)
      let places = positions.positions(columns: 14, rows: 14)
      let own = choice.places.flatMap { places[($0 * width)..<(($0 + 1) * width)] }
      let alone = try await encoder.vectors(patches: chosen, positions: own)
      #expect(found.vector == alone.vector && found.tokens == choice.places.count)
      #expect(found.patches?.values == Array(alone.map.prefix(choice.close.count * files.configuration.dimension)))
    }
  }

  @Test(arguments: [Drawing.rgb(width: 60, height: 50), Drawing.planes(width: 60, height: 50)], SigLIPPreprocessing.allCases)
  func `patches written alone equal those of the whole grid`(picture: PixelBuffer, mode: SigLIPPreprocessing) throws {
    let files = try SigLIPDirectory(SigLIP.directory("even"))
    let writer = PatchWriter(mode: mode, processor: files.processor, imageSide: 57, patchSide: 7)
    var all = [Float](repeating: 0, count: 64 * 147)
    var whole = all.mutableSpan
    writer.write(picture, into: &whole)
    let places = [63, 0, 9, 8, 40]
    var some = [Float](repeating: .nan, count: places.count * 147)
    var span = some.mutableSpan
    writer.write(picture, places, into: &span)
    #expect(some == places.flatMap { all[($0 * 147)..<(($0 + 1) * 147)] })
  }

  @Test func `positions of some places equal those of the whole grid`() throws {
    let values = (0..<(16 * 6)).map { Float(($0 * 37) % 101) / 50 }
    let table = PositionTable(values, side: 4, width: 6)
    for side in [4, 7] {
      let whole = table.positions(columns: side, rows: side)
      let places = [side * side - 1, 0, side + 1]
      #expect(table.positions(at: places, side: side) == places.flatMap { whole[($0 * 6)..<(($0 + 1) * 6)] })
    }
  }

  @Test func `a frame without regions is seen whole with fewer patches`() async throws {
    try await Self.withEncoder(limit: 20) { encoder, clock, _ in
      let found = try await encoder.encode(try Self.view([]), deadline: clock.now().advanced(by: .seconds(60)))
      #expect(found.count == 1 && (16...20).contains(found[0].tokens) && found[0].region == .whole && !found[0].isFullGrid)
      let map = try #require(found[0].patches)
      #expect(map.columns * map.rows == found[0].tokens && map.region.x <= 0 && map.region.width >= 1)
    }
  }

  @Test func `the full grid of a quickly answered frame arrives slice by slice and equals the one at once`() async throws {
    try await Self.withEncoder { encoder, clock, _ in
      let view = try Self.view([Self.spot])
      let fast = try await encoder.encode(view, deadline: clock.now().advanced(by: .milliseconds(-1)))
      var (steps, result) = (0, FullGridResult?.none)
      while result == nil, steps < 100 {
        if case .finished(let grid) = try await encoder.advanceFullGrid() { result = grid }
        clock.advance(.milliseconds(10))
        steps += 1
      }
      let grid = try #require(result)
      // One step for the patches, then one for each slice: patches, two layers, head.
      #expect(steps == 5 && grid.full.isFullGrid && grid.full.tokens == 64)
      #expect(grid.fast.map(\.vector) == fast.map(\.vector) && grid.frame.sequence == view.frame.sequence)
      let whole = try await encoder.encode(view, deadline: clock.now().advanced(by: .seconds(60)))
      // The budget goes up only after a while.
      var last = whole
      for _ in 0..<TokenBudget.patience where !last[0].isFullGrid {
        last = try await encoder.encode(view, deadline: clock.now().advanced(by: .seconds(60)))
      }
      #expect(last[0].isFullGrid && last[0].vector == grid.full.vector)
    }
  }

  @Test func `no full grid advances where its share is nothing`() async throws {
    try await Self.withEncoder(share: 0) { encoder, clock, _ in
      _ = try await encoder.encode(try Self.view([Self.spot]), deadline: clock.now().advanced(by: .milliseconds(-1)))
      clock.advance(.seconds(5))
      let progress = try await encoder.advanceFullGrid()
      #expect({ if case .idle = progress { true } else { false } }())
    }
  }
}
