internal import CLlama

/// llama.cpp, opened while the program runs: the program is built without it, and works without it.
///
/// - Threading: immutable; safe from any thread.
/// - Ownership: the library stays open until the process ends, because it keeps state of its own.
@safe
public struct LlamaLibrary: @unchecked Sendable {
  // @unchecked: four addresses of functions, which never change.
  let functions: SkinoLlamaFunctions

  /// Opens the bridge that `scripts/setup-language-model` compiles.
  ///
  /// - Parameter path: of `libskino-llama.so`.
  /// - Throws: ``LlamaError/library(_:)``, ``LlamaError/otherVersion``.
  public init(path: String) throws(LlamaError) {
    var functions = SkinoLlamaFunctions()
    var problem = [CChar](repeating: 0, count: 512)
    let outcome = unsafe skino_llama_open(path, &functions, &problem, Int32(problem.count))
    guard outcome != 1 else { throw .library(LlamaText.of(problem)) }
    guard outcome == 0 else { throw .otherVersion }
    self.functions = functions
  }
}

/// Texts that C wrote into a buffer.
enum LlamaText {
  /// Up to the first zero.
  static func of(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
