import Foundation
import Testing
import Tiles
import Vocabulary

@testable import Encoding

@Suite struct EngineTests {
  private static let directory = SigLIP.directory("even")

  struct Grids: Decodable {
    struct Grid: Decodable {
      let columns: Int
      let rows: Int
      let positions: Data
      let patches: Data
      let vector: Data
      let map: Data
    }
    let grids: [Grid]
  }

  private static func grids() throws -> [Grids.Grid] { try Places.golden(Grids.self, "siglip/even/positions.json").grids }

  private static func walk(whole: Bool = false, _ precision: Precision = .f32) throws -> ChainWalk {
    let files = try SigLIPDirectory(directory)
    let engine = try Engine(threads: 2, precision: precision)
    let graph = try files.visionGraph(precision, caches: nil, FileHashes(folder: nil))
    return try ChainWalk(
      whole
        ? SliceChain(whole: graph, over: files.checkpoint, on: engine) : SliceChain(graph, over: files.checkpoint, on: engine))
  }

  private static func run(_ walk: ChainWalk, _ grid: Grids.Grid) throws -> (vector: [Float], map: [Float]) {
    let patches = grid.patches.floats
    try walk.begin(positions: grid.positions.floats) { span in
      for place in patches.indices { span[place] = patches[place] }
    }
    try walk.finish()
    return (try walk.output("embedding"), try walk.output("patch_map"))
  }

  @Test func `positions of other grids are interpolated as the reference does`() throws {
    let files = try SigLIPDirectory(Self.directory)
    let table = PositionTable(
      try files.checkpoint.floats(SigLIPVisionGraph.positionsName, shape: [16, 32]), side: 4, width: 32)
    for grid in try Self.grids() {
      Parity.expect(table.positions(columns: grid.columns, rows: grid.rows), equals: grid.positions.floats, within: 1e-5)
    }
  }

  @Test func `grids of any measure equal the reference in every element`() async throws {
    let encoder = try SigLIPEncoder(directory: Self.directory)
    for grid in try Self.grids() {
      let (vector, map) = try await encoder.vectors(patches: grid.patches.floats, columns: grid.columns, rows: grid.rows)
      Parity.expect(vector, equals: grid.vector.floats, within: 1e-4)
      Parity.expect(map, equals: grid.map.floats, within: 1e-4)
    }
  }

  @Test(arguments: [Precision.f32, .bf16, .int8]) func `the chain of slices equals the whole graph`(precision: Precision) throws {
    let (chain, whole) = (try Self.walk(precision), try Self.walk(whole: true, precision))
    #expect(chain.sliceCount == 4 && whole.sliceCount == 1)
    for grid in try Self.grids() {
      let (left, right) = (try Self.run(chain, grid), try Self.run(whole, grid))
      if precision == .f32 {
        Parity.expect(left.vector, equals: right.vector, within: 1e-5)
        Parity.expect(left.map, equals: right.map, within: 1e-5)
      } else {
        // Between slices states are f32, within the whole graph bf16.
        #expect(Parity.cosine(left.vector, right.vector) > 0.999)
      }
    }
  }

  @Test func `a walk over few tokens does not depend on the walks before it`() throws {
    let walk = try Self.walk()
    let grids = try Self.grids()
    let first = try grids.map { try Self.run(walk, $0) }
    for (grid, earlier) in zip(grids, first).reversed() {
      let later = try Self.run(walk, grid)
      let fresh = try Self.run(try Self.walk(), grid)
      #expect(later.vector == earlier.vector && later.map == earlier.map)
      #expect(fresh.vector == earlier.vector && fresh.map == earlier.map)
    }
  }

  @Test func `two walks on one chain may take turns slice by slice`() throws {
    let files = try SigLIPDirectory(Self.directory)
    let chain = try SliceChain(
      SigLIPVisionGraph(configuration: files.configuration), over: files.checkpoint, on: Engine(threads: 2))
    let grids = Array(try Self.grids().prefix(2))
    let walks = [try ChainWalk(chain), try ChainWalk(chain)]
    for (walk, grid) in zip(walks, grids) {
      let patches = grid.patches.floats
      try walk.begin(positions: grid.positions.floats) { span in
        for place in patches.indices { span[place] = patches[place] }
      }
    }
    while !walks[0].isFinished { for walk in walks { try walk.advance() } }
    for (walk, grid) in zip(walks, grids) {
      let vector = try Vectors.unit(try walk.output("embedding")[...], output: "embedding")
      Parity.expect(vector, equals: grid.vector.floats, within: 1e-4)
    }
  }

  @Test(arguments: ["even", "odd", "half"], [(Precision.bf16, 0.999), (.int8, 0.998)])
  func `fewer bits stay near the reference`(name: String, bound: (precision: Precision, cosine: Double)) async throws {
    let encoder = try SigLIPEncoder(directory: SigLIP.directory(name), precision: bound.precision)
    let measured = try SigLIP.golden(name).pictures.filter { $0.patches != nil }
    #expect(!measured.isEmpty)
    for picture in measured {
      let patches = try #require(picture.patches).floats
      let cosine = Parity.cosine(try await encoder.vectors(patches: patches).vector, picture.vector.floats)
      // Widths of 16 to 32 average nothing out; the bench holds the true shape to 0.9999 and 0.9997.
      #expect(cosine >= bound.cosine, "\(bound.precision) \(cosine)")
    }
  }

  @Test(.enabled(if: TileInstructions.best != nil, "needs AVX-512 products"), arguments: ["even", "half"])
  func `layers on tiles are as near the library's f32 as the library's own bf16`(name: String) throws {
    let files = try SigLIPDirectory(SigLIP.directory(name))
    func vectors(_ precision: Precision, allowsTiles: Bool) throws -> (vectors: [[Float]], isOnTiles: Bool) {
      let graph = try files.visionGraph(precision, caches: nil, FileHashes(folder: nil))
      let chain = try SliceChain(
        graph, over: files.checkpoint, on: Engine(threads: 2, precision: precision, allowsTiles: allowsTiles))
      let walk = try ChainWalk(chain)
      let pictures = try SigLIP.golden(name).pictures.compactMap(\.patches)
      let side = files.configuration.gridSide
      let positions = PositionTable(
        try files.checkpoint.floats(
          SigLIPVisionGraph.positionsName, shape: [side * side, files.configuration.vision.width]),
        side: side, width: files.configuration.vision.width)
      let vectors = try pictures.map { data in
        let patches = data.floats
        try walk.begin(positions: positions.positions(columns: side, rows: side)) { span in
          for place in patches.indices { span[place] = patches[place] }
        }
        try walk.finish()
        return try walk.output("embedding")
      }
      return (vectors, chain.tiles != nil)
    }
    let exact = try vectors(.f32, allowsTiles: true)
    let (tiles, library) = (try vectors(.bf16, allowsTiles: true), try vectors(.bf16, allowsTiles: false))
    #expect(tiles.isOnTiles && !library.isOnTiles && !exact.isOnTiles)
    for (number, vector) in tiles.vectors.enumerated() {
      let own = Parity.cosine(vector, exact.vectors[number])
      #expect(own > Parity.cosine(library.vectors[number], exact.vectors[number]) - 5e-5, "\(own)")
    }
  }

  @Test(
    .enabled(if: TileInstructions.best != nil, "needs AVX-512 products"), arguments: [(Precision.bf16, 0.9999), (.int8, 0.9997)])
  func `layers on tiles keep the vectors of trained weights`(precision: Precision, bound: Double) throws {
    let directory = Places.root.appending(path: "Models/siglip-small")
    let exact = try TowerBenchmark(directory: directory, precision: .f32, caches: nil, threads: 2)
    let tiles = try TowerBenchmark(directory: directory, precision: precision, caches: nil, threads: 2)
    #expect(tiles.isOnTiles)
    for tokens in [16, 63, 256, 1024] {
      let cosine = Parity.cosine(try tiles.run(tokens: tokens).vector, try exact.run(tokens: tokens).vector)
      #expect(cosine >= bound, "\(tokens) tokens: \(cosine)")
    }
  }

  @Test func `every precision has a fingerprint of its own`() throws {
    let fingerprints = try Precision.allCases.map {
      try SigLIPEncoder(directory: Self.directory, precision: $0).description.fingerprint
    }
    #expect(Set(fingerprints).count == 3)
  }

  @Test func `the fastest precision follows from what the processor multiplies`() {
    #expect(Processor(flags: ["avx2", "fma"]).fastest == .f32)
    #expect(Processor(flags: ["avx512f", "avx512_bf16"]).fastest == .bf16)
    #expect(Processor(flags: ["avx_vnni"]).fastest == .int8)
    #expect(Processor(flags: ["asimd", "asimddp"]).fastest == .int8)
  }
}
