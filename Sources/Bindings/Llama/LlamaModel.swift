internal import CLlama

/// A loaded model with one context.
///
/// - Threading: one caller at a time; `generate` blocks until the answer is whole, on a thread of low priority.
/// - Ownership: owns model and context; both are freed, and freed memory is given back to the system, when it goes.
@safe
public final class LlamaModel {
  private let library: LlamaLibrary
  private let handle: OpaquePointer
  private let contextTokens: Int
  /// What the file calls the model; empty where it does not say.
  public let name: String

  /// Maps a model's file and makes a context (`llama_model_load_from_file`, `llama_init_from_model`).
  ///
  /// - Parameters:
  ///   - library: the opened library.
  ///   - path: a GGUF file of a model that is spoken to in ChatML.
  ///   - contextTokens: of question and answer together.
  /// - Throws: ``LlamaError/model(_:)``.
  public init(_ library: LlamaLibrary, path: String, contextTokens: Int) throws(LlamaError) {
    var problem = [CChar](repeating: 0, count: 512)
    guard let handle = unsafe library.functions.load(path, Int32(contextTokens), &problem, Int32(problem.count)) else {
      throw .model(LlamaText.of(problem))
    }
    self.library = library
    unsafe self.handle = handle
    self.contextTokens = contextTokens
    var name = [CChar](repeating: 0, count: 128)
    _ = unsafe library.functions.describe(handle, &name, Int32(name.count))
    self.name = LlamaText.of(name)
  }

  deinit { unsafe library.functions.release(handle) }

  /// Answers one text under an instruction.
  ///
  /// - Parameters:
  ///   - instruction: the system's turn.
  ///   - text: the user's turn; marks of the chat format within it are text, not marks.
  ///   - tokenLimit: the longest answer.
  ///   - temperature: 0 always takes the likeliest token; equal seeds give equal answers above it.
  ///   - seed: of the random choice.
  ///   - isOneLine: whether the answer is over at the end of its first line that holds anything.
  ///   - isWanted: asked after each token; `false` ends the answer.
  /// - Returns: what was written.
  /// - Throws: ``LlamaError/tooLong(limit:)``, ``LlamaError/generation(code:)``.
  public func generate(
    instruction: String, text: String, tokenLimit: Int, temperature: Float = 0, seed: UInt32 = 0,
    isOneLine: Bool = false, while isWanted: @escaping () -> Bool = { true }
  ) throws(LlamaError) -> LlamaAnswer {
    let collector = Collector(isWanted, isOneLine: isOneLine)
    var counts = SkinoLlamaCounts()
    let code = unsafe library.functions.generate(
      handle, instruction, text, Int32(tokenLimit), temperature, seed,
      { context, bytes, count in
        guard let context = unsafe context, let bytes = unsafe bytes else { return 1 }
        let collector = unsafe Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue()
        unsafe collector.bytes += UnsafeRawBufferPointer(start: bytes, count: Int(count))
        return !collector.isLineOver && collector.isWanted() ? 0 : 1
      },
      Unmanaged.passUnretained(collector).toOpaque(), &counts)
    guard code != 1 else { throw .tooLong(limit: contextTokens) }
    guard code == 0 else { throw .generation(code: Int(code)) }
    return LlamaAnswer(
      text: String(decoding: collector.bytes, as: UTF8.self), promptTokens: Int(counts.prompt_tokens),
      reusedTokens: Int(counts.reused_tokens), tokens: Int(counts.tokens),
      ending: collector.isLineOver ? .line : counts.ending == 0 ? .finished : counts.ending == 1 ? .limit : .stopped)
  }
}

/// Where the library's callback puts bytes during one answer.
private final class Collector {
  var bytes: [UInt8] = []
  let isWanted: () -> Bool

  private let isOneLine: Bool

  init(_ isWanted: @escaping () -> Bool, isOneLine: Bool) {
    self.isWanted = isWanted
    self.isOneLine = isOneLine
  }

  /// Whether a line that holds anything has ended.
  var isLineOver: Bool {
    isOneLine && bytes.drop { $0 <= UInt8(ascii: " ") }.contains(UInt8(ascii: "\n"))
  }
}
