/// What went wrong in the tokenizer library.
public enum SentencePieceError: Error, Hashable, CustomStringConvertible {
  /// The file is no `spiece.model`, or cannot be read.
  case unreadable(path: String)
  /// The library refused a text, whose content is not kept.
  case encoding(byteCount: Int)

  public var description: String {
    switch self {
    case .unreadable(let path): "\(path): no SentencePiece model that can be read"
    case .encoding(let count): "the tokenizer refused a text of \(count) bytes"
    }
  }
}
