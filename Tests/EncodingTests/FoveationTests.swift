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

  @Test func `when it is too late a frame still gets sixteen tokens of its best region`() async throws {
    try await Self.withEncoder { encoder, clock, _ in
      let late = clock.now().advanced(by: .milliseconds(-50))
      let embeddings = try await encoder.encode(try Self.view([Self.spot]), deadline: late)
      let found = try #require(embeddings.first)
      #expect(embeddings.count == 1 && found.tokens == 16 && !found.isFullGrid)
      #expect(abs(found.region.x - Self.spot.x) < 1e-9 && abs(found.region.width - Self.spot.width) < 1e-9)
      #expect(found.region.weight == Self.spot.weight)
      let map = try #require(found.patches)
      #expect(map.columns == 4 && map.rows == 4 && map.region == found.region && map.values.count == 16 * 32)
      #expect(abs(Parity.length(found.vector) - 1) < 1e-5)
    }
  }

  @Test func `a tile equals the reference's way with a picture of its measures`() async throws {
    try await Self.withEncoder(limit: 30) { encoder, clock, files in
      let view = try Self.view([Self.spot])
      let found = try await encoder.encode(view, deadline: clock.now().advanced(by: .seconds(60)))[0]
      let tile = Tile(Self.spot, width: 100, height: 80, tokens: 30, patchSide: 7)
      var patches = [Float](repeating: 0, count: tile.tokens * 147)
      var span = patches.mutableSpan
      TileWriter(mode: .serving, processor: files.processor, patchSide: 7).write(view.frame.pixels, tile, into: &span)
      let alone = try await encoder.vectors(patches: patches, columns: tile.columns, rows: tile.rows)
      #expect(found.vector == alone.vector && found.tokens == tile.tokens)
    }
  }

  @Test func `a tile that is not resized has the picture's own values`() throws {
    let files = try SigLIPDirectory(SigLIP.directory("even"))
    let picture = Drawing.rgb(width: 60, height: 50)
    let region = Region(x: 0.1, y: 0.2, width: 35 / 60, height: 28 / 50, weight: 1)
    let tile = Tile(region, width: 60, height: 50, tokens: 64, patchSide: 7)
    #expect(tile.columns == 5 && tile.rows == 4)
    var patches = [Float](repeating: 0, count: tile.tokens * 147)
    var span = patches.mutableSpan
    TileWriter(mode: .serving, processor: files.processor, patchSide: 7).write(picture, tile, into: &span)
    for (row, column, channel, y, x) in [(0, 0, 0, 0, 0), (3, 4, 2, 6, 6), (1, 2, 1, 3, 5)] {
      let expected = Float(picture.bytes[((10 + row * 7 + y) * 60 + 6 + column * 7 + x) * 3 + channel]) / 127.5 - 1
      #expect(abs(patches[((row * 5 + column) * 3 + channel) * 49 + y * 7 + x] - expected) < 1e-5)
    }
  }

  @Test func `what tokens are left go to the next regions`() async throws {
    try await Self.withEncoder(limit: 48) { encoder, clock, _ in
      let regions = [0.0, 0.4, 0.7].map { Region(x: $0, y: 0.2, width: 0.28, height: 0.35, weight: 1 - $0) }
      let embeddings = try await encoder.encode(try Self.view(regions), deadline: clock.now().advanced(by: .seconds(60)))
      #expect(embeddings.map(\.tokens) == [16, 16, 16])
      #expect(Set(embeddings.map(\.region.x)).count == 3)
    }
  }

  @Test func `a frame without regions is seen whole with fewer tokens`() async throws {
    try await Self.withEncoder(limit: 20) { encoder, clock, _ in
      let found = try await encoder.encode(try Self.view([]), deadline: clock.now().advanced(by: .seconds(60)))
      #expect(found.count == 1 && found[0].tokens == 20 && found[0].region == .whole && !found[0].isFullGrid)
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
