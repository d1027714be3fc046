internal import CTiles

/// One layer of a transformer, its weights packed as tiles read them: x + attention(norm x), then y + MLP(norm y), GELU approximated by
/// tanh.
///
/// Products are of bf16, summed in f32; what is between layers and within norms, softmax and sums is f32. Int8 rows are multiplied with
/// whole numbers and summed exactly: on AMX of 16 bits, a token's largest magnitude being 32,512; on AVX-512 of 8, the largest magnitude of
/// 64 of a token's inputs being 127.
///
/// - Threading: built by one owner; immutable and safe from any thread afterwards.
@safe
public final class TileLayer: Sendable {
  /// The linear layers.
  public enum Part: CaseIterable, Sendable {
    case query, key, value, output, wide, narrow
  }

  /// How the numbers of a matrix are stored.
  public enum Storage: Sendable {
    case f32, f16, bf16, i8
  }

  /// Parts of a run that can be done apart: norm and projections; attention; its output and the second norm; the MLP's first product; its
  /// second.
  public static let stretchCount = Int(TILES_STRETCHES)

  // Written while it is built, read afterwards.
  nonisolated(unsafe) let handle: OpaquePointer
  let width: Int
  private let innerWidth: Int

  /// - Parameters:
  ///   - width: of the states.
  ///   - innerWidth: of the MLP.
  ///   - heads: of attention; see ``takes(width:heads:)``.
  ///   - epsilon: ε of both norms.
  ///   - isInt8: whether every matrix is int8.
  ///   - instructions: what multiplies; ``TilesError/unavailable`` if the processor lacks them.
  /// - Throws: ``TilesError``.
  public init(width: Int, innerWidth: Int, heads: Int, epsilon: Double, isInt8: Bool, instructions: TileInstructions)
    throws(TilesError)
  {
    precondition(Self.takes(width: width, heads: heads) && innerWidth > 0, "a head has an even number of values")
    guard instructions.isAvailable else { throw .unavailable }
    guard let handle = unsafe tiles_layer_create(width, innerWidth, heads, Float(epsilon), isInt8, instructions.raw) else {
      throw .memory
    }
    unsafe self.handle = unsafe handle
    (self.width, self.innerWidth) = (width, innerWidth)
  }

  deinit { unsafe tiles_layer_free(handle) }

  /// Whether a layer of these measures can be packed: a tile's cells hold pairs of a head's values.
  ///
  /// - Parameters:
  ///   - width: of the states.
  ///   - heads: of attention.
  /// - Returns: whether each head has an even part of the width.
  public static func takes(width: Int, heads: Int) -> Bool {
    heads > 0 && width > 0 && width.isMultiple(of: heads) && (width / heads).isMultiple(of: 2)
  }

  /// `[out, in]` of a matrix.
  ///
  /// - Parameter part: which.
  /// - Returns: how many outputs and inputs it has.
  public func shape(of part: Part) -> (outputs: Int, inputs: Int) {
    switch part {
    case .query, .key, .value, .output: (width, width)
    case .wide: (innerWidth, width)
    case .narrow: (width, innerWidth)
    }
  }

  /// Takes a norm's numbers, `[width]` each.
  ///
  /// - Parameters:
  ///   - isSecond: the one before the MLP; else the one before attention.
  ///   - weight: γ.
  ///   - bias: β.
  public func setNorm(isSecond: Bool, weight: [Float], bias: [Float]) {
    precondition(weight.count == width && bias.count == width, "a norm has \(width) weights")
    unsafe tiles_layer_set_norm(handle, isSecond, weight, bias)
  }

  /// Packs a matrix.
  ///
  /// - Parameters:
  ///   - part: which.
  ///   - rows: `[out, in]`, row by row.
  ///   - storage: how they are stored; ``Storage/i8`` if and only if the layer is int8.
  ///   - scales: `[out]`, what int8 rows are multiplied with; empty for others.
  ///   - bias: `[out]`
  public func set(_ part: Part, rows: RawSpan, _ storage: Storage, scales: [Float], bias: [Float]) {
    let (outputs, inputs) = shape(of: part)
    precondition(rows.byteCount == outputs * inputs * storage.byteCount, "rows do not fill the matrix")
    precondition(bias.count == outputs && scales.count == (storage == .i8 ? outputs : 0), "an output has one bias and one scale")
    unsafe rows.withUnsafeBytes { bytes in
      unsafe scales.withUnsafeBufferPointer { scales in
        unsafe tiles_layer_set_linear(handle, part.raw, bytes.baseAddress, storage.raw, scales.baseAddress, bias)
      }
    }
  }
}

extension TileLayer.Part {
  fileprivate var raw: tiles_part {
    switch self {
    case .query: TILES_QUERY
    case .key: TILES_KEY
    case .value: TILES_VALUE
    case .output: TILES_OUTPUT
    case .wide: TILES_WIDE
    case .narrow: TILES_NARROW
    }
  }
}

extension TileLayer.Storage {
  fileprivate var byteCount: Int {
    switch self {
    case .f32: 4
    case .f16, .bf16: 2
    case .i8: 1
    }
  }

  fileprivate var raw: tiles_type {
    switch self {
    case .f32: TILES_F32
    case .f16: TILES_F16
    case .bf16: TILES_BF16
    case .i8: TILES_I8
    }
  }
}
