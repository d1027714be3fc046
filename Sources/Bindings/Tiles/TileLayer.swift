internal import CTiles

/// One layer of a transformer, its weights packed as tiles read them: x + attention(norm x), then y + MLP(norm y), GELU approximated by
/// tanh.
///
/// Products are of bf16, summed in f32; what is between layers and within norms, softmax and sums is f32. Int8 rows are multiplied with
/// whole numbers and summed exactly: on AMX of 16 bits, a token's largest magnitude being 32,512; on AVX-512 of 8, the largest magnitude of
/// 64 of a token's inputs being 127.
///
/// - Threading: immutable, safe from any thread. Built by ``TileLayerBuilder``.
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

  /// Of a sequence of more tokens the scores of attention are of bytes where that is quicker, beside int8 rows.
  public static let mostExactTokens = Int(TILES_MOST_EXACT_TOKENS)

  // Written by the builder alone, which gives the layer away when it is whole.
  nonisolated(unsafe) let handle: OpaquePointer
  let width: Int

  init(owning handle: OpaquePointer, width: Int) {
    unsafe self.handle = unsafe handle
    self.width = width
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
}
