import Foundation
import Testing
import Tiles
import Vocabulary

/// Layers of every awkward measure, against plain loops of Double, with each kind of instructions that the processor has, and with those
/// of AMX in loops where it has AVX-512 alone.
@Suite(.enabled(if: TileInstructions.best != nil, "needs AVX-512 products"))
struct TileLayerTests {
  struct Measure: CustomTestStringConvertible {
    let width: Int
    let inner: Int
    let heads: Int
    let sequences: Int
    let tokens: Int
    var testDescription: String { "\(width)/\(inner), \(heads) heads, \(sequences)×\(tokens)" }
  }

  // One cell, one tile, their neighbours on both sides, heads that no tile's edge meets, and more tokens than a tile of rows.
  static let measures = [
    Measure(width: 2, inner: 1, heads: 1, sequences: 1, tokens: 1),
    Measure(width: 32, inner: 64, heads: 1, sequences: 1, tokens: 16),
    Measure(width: 36, inner: 37, heads: 3, sequences: 1, tokens: 17),
    Measure(width: 40, inner: 72, heads: 2, sequences: 1, tokens: 33),
    Measure(width: 48, inner: 76, heads: 4, sequences: 5, tokens: 7),
    Measure(width: 144, inner: 269, heads: 2, sequences: 1, tokens: 63),
    Measure(width: 64, inner: 100, heads: 4, sequences: 3, tokens: 64),
    Measure(width: 24, inner: 40, heads: 2, sequences: 1, tokens: 300),
  ]
  // Inputs that are summed up in three turns; more tokens and panels than a piece has, in two.
  static let large = [
    Measure(width: 66, inner: 3500, heads: 3, sequences: 3, tokens: 32),
    Measure(width: 226, inner: 1300, heads: 1, sequences: 1, tokens: 258),
  ]

  static let instructions = TileInstructions.allCases.filter(\.isAvailable)

  private static let pool = Result { try TilePool(threads: 3) }

  private static func numbers(_ count: Int, _ random: inout SplitMix64, spread: Float) -> [Float] {
    (0..<count).map { _ in Float.random(in: -spread...spread, using: &random) }
  }

  /// A layer of random weights as they are stored, and the same in plain loops; `part`'s numbers may be given.
  private static func layer(
    _ measure: Measure, _ storage: TileLayer.Storage, _ instructions: TileInstructions,
    replacing replaced: (part: TileLayer.Part, rows: [Float], bias: [Float])? = nil
  ) throws -> (TileLayer, PlainLayer) {
    var random = SplitMix64(seed: UInt64(measure.width * 1000 + measure.tokens))
    var made = try TileLayerBuilder(
      width: measure.width, innerWidth: measure.inner, heads: measure.heads, epsilon: PlainLayer.epsilon, isInt8: storage == .i8,
      instructions: instructions)
    var plain = PlainLayer(width: measure.width, innerWidth: measure.inner, heads: measure.heads)
    for isSecond in [false, true] {
      let weight = numbers(measure.width, &random, spread: 0.2).map { 1 + $0 }
      let bias = numbers(measure.width, &random, spread: 0.2)
      made.setNorm(isSecond: isSecond, weight: weight, bias: bias)
      plain.norms += [weight, bias]
    }
    for part in TileLayer.Part.allCases {
      let (outputs, inputs) = made.shape(of: part)
      let (drawn, drawnBias) = (
        numbers(outputs * inputs, &random, spread: (3 / Float(inputs)).squareRoot()), numbers(outputs, &random, spread: 0.2)
      )
      let given = replaced?.part == part ? replaced : nil
      let (rows, bias) = (StoredRows(given?.rows ?? drawn, inputs, storage), given?.bias ?? drawnBias)
      unsafe made.set(part, rows: rows.bytes.span.bytes, storage, scales: rows.scales, bias: bias)
      plain.matrices.append(rows.values)
      plain.biases.append(bias)
    }
    return (made.finish(), plain)
  }

  private static func run(_ layer: TileLayer, _ pool: TilePool, _ states: [Float], _ sequences: Int) throws -> [Float] {
    // What is not written shows.
    var next = [Float](repeating: .nan, count: states.count)
    var span = next.mutableSpan
    try pool.run(layer, 0..<TileLayer.stretchCount, with: TileScratch(), states.span, into: &span, sequences: sequences)
    return next
  }

  static let stored = measures.flatMap { measure in
    [TileLayer.Storage.f32, .f16, .bf16, .i8].map { (measure: measure, storage: $0) }
  }

  @Test(arguments: instructions, stored)
  func `a layer equals plain loops as far as its numbers reach, in each element`(
    instructions: TileInstructions, layer: (measure: Measure, storage: TileLayer.Storage)
  ) throws {
    try Self.compare(layer.measure, layer.storage, instructions)
  }

  @Test(arguments: instructions, Array(zip(large, [TileLayer.Storage.bf16, .i8])))
  func `a layer whose products are cut into pieces equals plain loops, too`(
    instructions: TileInstructions, large: (measure: Measure, storage: TileLayer.Storage)
  ) throws {
    try Self.compare(large.measure, large.storage, instructions, every: 13)
  }

  private static func compare(
    _ measure: Measure, _ storage: TileLayer.Storage, _ instructions: TileInstructions, every: Int = 1
  ) throws {
    let (layer, plain) = try Self.layer(measure, storage, instructions)
    var random = SplitMix64(seed: 7)
    let states = Self.numbers(measure.sequences * measure.tokens * measure.width, &random, spread: 1.7)
    let tokens = stride(from: 0, to: measure.sequences * measure.tokens, by: every)
    func chosen(_ values: [Float]) -> [Float] { tokens.flatMap { values[($0 * measure.width)..<(($0 + 1) * measure.width)] } }
    let next = chosen(try Self.run(layer, Self.pool.get(), states, measure.sequences))
    let exact = plain.run(states, sequences: measure.sequences, every: every)
    #expect(next.count == exact.count)
    let differences = zip(next, exact).map { abs(Double($0) - $1) }
    // A product's error is 2⁻⁸ of it at most, and averages out over a row; that of a byte 2⁻⁸ of the largest of its 64.
    let (most, share) = storage == .i8 && instructions == .avx512 ? (0.08, 0.02) : (0.04, 0.008)
    #expect(differences.allSatisfy { $0 < most }, "\(measure): largest difference \(differences.max() ?? 0)")
    let change = zip(exact, chosen(states)).map { $0 - Double($1) }
    let error: Double = differences.reduce(0) { $0 + $1 * $1 }
    let size: Double = change.reduce(0) { $0 + $1 * $1 }
    #expect((error / size).squareRoot() < share, "\(measure): error against what the layer adds")
  }

  @Test(arguments: instructions)
  func `the same states give the same numbers to the last bit, with any number of threads and in any order`(
    instructions: TileInstructions
  ) throws {
    let (layer, _) = try Self.layer(Self.measures[6], .bf16, instructions)
    var random = SplitMix64(seed: 8)
    let states = (1...3).map { Self.numbers($0 * 64 * 64, &random, spread: 1) }
    let alone = try states.enumerated().map { try Self.run(layer, TilePool(threads: 1), $1, $0 + 1) }
    let many = try TilePool(threads: 5)
    for _ in 0..<20 {
      for number in [2, 0, 1] { #expect(try Self.run(layer, many, states[number], number + 1) == alone[number]) }
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: instructions)
  func `hundreds of short runs with more threads than processors end, whoever is late`(instructions: TileInstructions) throws {
    let (layer, _) = try Self.layer(Self.measures[0], .f32, instructions)
    let pool = try TilePool(threads: 4)
    let first = try Self.run(layer, pool, [1, -2], 1)
    for _ in 0..<200 { #expect(try Self.run(layer, pool, [1, -2], 1) == first) }
  }

  /// Few tokens, and as many as have scores of bytes.
  @Test(arguments: instructions, Array(zip([measures[6], measures[6], measures[7]], [TileLayer.Storage.bf16, .i8, .i8])))
  func `a state that is no number is hidden in no token that sees it`(
    instructions: TileInstructions, layer: (measure: Measure, storage: TileLayer.Storage)
  ) throws {
    let (measure, storage) = layer
    let count = measure.tokens * measure.width
    let (made, _) = try Self.layer(measure, storage, instructions)
    var random = SplitMix64(seed: 12)
    var states = Self.numbers(3 * count, &random, spread: 1)
    states[count + measure.width + 6] = .nan
    let next = try Self.run(made, Self.pool.get(), states, 3)
    for (place, value) in next.enumerated() { #expect(value.isNaN == (place / count == 1)) }
  }

  @Test(arguments: instructions, Array(zip([TileLayer.Part.query, .query, .key, .key], [false, true, false, true])))
  func `a weight of queries or keys that is no number leaves no number`(
    instructions: TileInstructions, layer: (part: TileLayer.Part, isInt8: Bool)
  ) throws {
    let (part, isInt8) = layer
    let measure = Self.measures[7]
    let rows = [Float](repeating: 0.1, count: measure.width * measure.width)
    let bias = (0..<measure.width).map { $0 == 3 ? Float.nan : 0.1 }
    let (made, _) = try Self.layer(measure, isInt8 ? .i8 : .bf16, instructions, replacing: (part, rows, bias))
    var random = SplitMix64(seed: 13)
    let states = Self.numbers(measure.tokens * measure.width, &random, spread: 1)
    #expect(try Self.run(made, Self.pool.get(), states, 1).allSatisfy(\.isNaN))
  }

  @Test(arguments: instructions, [TileLayer.Storage.bf16, .i8])
  func `stretches of two runs in turns give what each gives in one go`(
    instructions: TileInstructions, storage: TileLayer.Storage
  ) throws {
    let (layer, _) = try Self.layer(Self.measures[6], storage, instructions)
    var random = SplitMix64(seed: 11)
    let states = [1, 3].map { Self.numbers($0 * 64 * 64, &random, spread: 1) }
    let pool = try TilePool(threads: 2)
    let scratches = [try TileScratch(), try TileScratch()]
    var nexts = states.map { [Float](repeating: .nan, count: $0.count) }
    func run(_ stretch: Int, of number: Int, from states: [Float]) throws {
      var span = nexts[number].mutableSpan
      try pool.run(
        layer, stretch..<(stretch + 1), with: scratches[number], states.span, into: &span, sequences: number == 0 ? 1 : 3)
    }
    for stretch in 0..<TileLayer.stretchCount {
      for number in [0, 1] { try run(stretch, of: number, from: states[number]) }
    }
    for number in [0, 1] { #expect(try Self.run(layer, pool, states[number], number == 0 ? 1 : 3) == nexts[number]) }
  }

  @Test(arguments: instructions)
  func `runs of several threads on one pool do not disturb each other`(instructions: TileInstructions) throws {
    let (layer, _) = try Self.layer(Self.measures[2], .bf16, instructions)
    var random = SplitMix64(seed: 9)
    let states = Self.numbers(17 * 36, &random, spread: 1)
    let pool = try TilePool(threads: 2)
    let alone = try Self.run(layer, pool, states, 1)
    DispatchQueue.concurrentPerform(iterations: 40) { _ in
      let next = try? Self.run(layer, pool, states, 1)
      #expect(next == alone)
    }
  }

  @Test(arguments: instructions)
  func `scores far apart make one share of 1 and no number that is none`(instructions: TileInstructions) throws {
    let measure = Self.measures[3]
    let (layer, plain) = try Self.layer(measure, .f32, instructions)
    var random = SplitMix64(seed: 10)
    var states = Self.numbers(measure.tokens * measure.width, &random, spread: 1)
    for place in 0..<measure.width { states[5 * measure.width + place] *= 10_000 }
    let next = try Self.run(layer, Self.pool.get(), states, 1)
    let exact = plain.run(states, sequences: 1)
    #expect(zip(next, exact).allSatisfy { abs(Double($0) - $1) < 0.04 + abs($1) * 1e-5 })
  }
}

/// Which instructions the tests above were run with: a skip here says which not.
@Suite struct TestedInstructionsTests {
  @Test(.enabled(if: TileInstructions.amx.isAvailable, "needs matrix tiles"))
  func `layers are tested on AMX`() { #expect(TileLayerTests.instructions.contains(.amx)) }

  @Test(.enabled(if: TileInstructions.avx512.isAvailable, "needs AVX-512 products"))
  func `layers are tested on AVX-512, and what AMX would run, on every processor that can`() {
    #expect(TileLayerTests.instructions.contains(.avx512))
    #expect(TileLayerTests.instructions.contains(.amxInMemory))
  }
}

@Suite struct TileRefusalTests {
  @Test(arguments: TileInstructions.allCases)
  func `a layer for instructions that the processor lacks is refused`(instructions: TileInstructions) throws {
    func make() throws {
      _ = try TileLayerBuilder(width: 2, innerWidth: 1, heads: 1, epsilon: 1e-6, isInt8: false, instructions: instructions)
    }
    if instructions.isAvailable {
      #expect(throws: Never.self) { try make() }
    } else {
      #expect(throws: TilesError.unavailable) { try make() }
    }
  }

  @Test func `a pool where nothing multiplies tiles says so`() throws {
    if TileInstructions.best != nil {
      #expect(throws: Never.self) { try TilePool(threads: 1) }
    } else {
      #expect(throws: TilesError.unavailable) { try TilePool(threads: 1) }
    }
  }

  @Test func `heads of an odd width are not taken`() {
    #expect(TileLayer.takes(width: 1152, heads: 16))
    #expect(!TileLayer.takes(width: 9, heads: 3))
    #expect(!TileLayer.takes(width: 10, heads: 4))
    #expect(!TileLayer.takes(width: 0, heads: 0))
  }
}
