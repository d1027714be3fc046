internal import CTiles

/// What multiplies tiles, which are blocks of sixteen rows of 64 bytes.
public enum TileInstructions: CaseIterable, Sendable {
  /// Two tiles in one instruction (Intel AMX). Activations beside int8 are whole numbers of 16 bits.
  case amx
  /// A cell of a row with sixteen cells (AVX-512 VNNI and BF16). Activations beside int8 are bytes, 64 of a token with a scale of their own.
  case avx512
  /// All that AMX would run on a processor with AVX-512 alone, its own instructions in loops: for tests of it, a hundred times slower.
  case amxInMemory

  /// Whether this processor and its kernel have them.
  public var isAvailable: Bool { tiles_available(raw) }

  /// The quicker of the two kinds, if the processor has one.
  public static var best: TileInstructions? { [.amx, .avx512].first(where: \.isAvailable) }

  /// As the makers of processors write it.
  public var name: String {
    switch self {
    case .amx: "AMX"
    case .avx512: "AVX-512"
    case .amxInMemory: "AMX in memory"
    }
  }

  /// Inputs of a product at int8 below which its error would show: a group of bytes that is not full averages little out.
  public var fewestInt8Inputs: Int {
    switch self {
    case .amx, .amxInMemory: 1
    case .avx512: 64
    }
  }

  var raw: tiles_instructions {
    switch self {
    case .amx: TILES_AMX
    case .avx512: TILES_AVX512
    case .amxInMemory: TILES_AMX_IN_MEMORY
    }
  }
}
