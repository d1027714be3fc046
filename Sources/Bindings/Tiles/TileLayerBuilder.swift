internal import CTiles

/// A layer whose weights are being packed.
///
/// - Threading: one owner, who gives it up for the ``TileLayer`` that nobody changes any more.
@safe
public struct TileLayerBuilder: ~Copyable {
  private let layer: TileLayer
  private let innerWidth: Int
  private var missing = Set(TileLayer.Part.allCases)
  private var missingNorms: Set = [false, true]

  /// - Parameters:
  ///   - width: of the states.
  ///   - innerWidth: of the MLP.
  ///   - heads: of attention; see ``TileLayer/takes(width:heads:)``.
  ///   - epsilon: ε of both norms.
  ///   - isInt8: whether every matrix is int8.
  ///   - instructions: what multiplies; ``TilesError/unavailable`` if the processor lacks them.
  /// - Throws: ``TilesError``.
  public init(width: Int, innerWidth: Int, heads: Int, epsilon: Double, isInt8: Bool, instructions: TileInstructions)
    throws(TilesError)
  {
    precondition(TileLayer.takes(width: width, heads: heads) && innerWidth > 0, "a head has an even number of values")
    guard instructions.isAvailable else { throw .unavailable }
    guard let handle = unsafe tiles_layer_create(width, innerWidth, heads, Float(epsilon), isInt8, instructions.raw) else {
      throw .memory
    }
    layer = unsafe TileLayer(owning: handle, width: width)
    self.innerWidth = innerWidth
  }

  /// `[out, in]` of a matrix.
  ///
  /// - Parameter part: which.
  /// - Returns: how many outputs and inputs it has.
  public func shape(of part: TileLayer.Part) -> (outputs: Int, inputs: Int) {
    switch part {
    case .query, .key, .value, .output: (layer.width, layer.width)
    case .wide: (innerWidth, layer.width)
    case .narrow: (layer.width, innerWidth)
    }
  }

  /// Takes a norm's numbers, `[width]` each.
  ///
  /// - Parameters:
  ///   - isSecond: the one before the MLP; else the one before attention.
  ///   - weight: γ.
  ///   - bias: β.
  public mutating func setNorm(isSecond: Bool, weight: [Float], bias: [Float]) {
    precondition(weight.count == layer.width && bias.count == layer.width, "a norm has \(layer.width) weights")
    unsafe tiles_layer_set_norm(layer.handle, isSecond, weight, bias)
    missingNorms.remove(isSecond)
  }

  /// Packs a matrix.
  ///
  /// - Parameters:
  ///   - part: which.
  ///   - rows: `[out, in]`, row by row.
  ///   - storage: how they are stored; ``TileLayer/Storage/i8`` if and only if the layer is int8.
  ///   - scales: `[out]`, what int8 rows are multiplied with; empty for others.
  ///   - bias: `[out]`
  public mutating func set(_ part: TileLayer.Part, rows: RawSpan, _ storage: TileLayer.Storage, scales: [Float], bias: [Float]) {
    let (outputs, inputs) = shape(of: part)
    precondition(rows.byteCount == outputs * inputs * storage.byteCount, "rows do not fill the matrix")
    precondition(bias.count == outputs && scales.count == (storage == .i8 ? outputs : 0), "an output has one bias and one scale")
    unsafe rows.withUnsafeBytes { bytes in
      unsafe scales.withUnsafeBufferPointer { scales in
        unsafe tiles_layer_set_linear(layer.handle, part.raw, bytes.baseAddress, storage.raw, scales.baseAddress, bias)
      }
    }
    missing.remove(part)
  }

  /// The layer, of which every matrix and both norms have been set.
  ///
  /// - Returns: the layer, which nobody changes any more.
  public consuming func finish() -> TileLayer {
    precondition(missing.isEmpty && missingNorms.isEmpty, "a layer without \(missing) or without a norm")
    return layer
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
