public import Foundation

/// Where the local language model lies.
public struct LanguageFiles: Sendable, Hashable {
  /// The bridge to llama.cpp that `scripts/setup-language-model` compiles.
  public let library: URL
  /// The weights, in GGUF.
  public let weights: URL

  /// The weights that `scripts/setup-language-model` fetches.
  public static let standardWeights = "SmolLM2-135M-Instruct.Q4_1.gguf"

  /// - Parameters:
  ///   - folder: where `scripts/setup-language-model` puts both.
  ///   - weights: another GGUF file; `nil` for the one that is fetched.
  public init(folder: URL, weights: String? = nil) {
    library = folder.appending(path: "libskino-llama.so")
    self.weights = weights.map { URL(fileURLWithPath: $0) } ?? folder.appending(path: Self.standardWeights)
  }

  /// - Parameters:
  ///   - library: the bridge.
  ///   - weights: the GGUF file.
  public init(library: URL, weights: URL) {
    self.library = library
    self.weights = weights
  }

  /// Whether both are there.
  public var areInstalled: Bool { missing == nil }

  /// The first of them that is not there.
  public var missing: URL? {
    [library, weights].first { !FileManager.default.isReadableFile(atPath: $0.path) }
  }
}
