/// Why vectors were not kept or not read. Cases carry facts, never what is kept.
public enum VectorError: Error, Sendable, Hashable {
  /// The file cannot be opened or written now.
  case unavailable(detail: String)
  /// A block that does not open or does not read.
  case damaged(block: Int64)
}

extension VectorError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unavailable(let detail): "kept vectors cannot be used: \(detail)"
    case .damaged(let block): "block \(block) of the kept vectors is damaged"
    }
  }
}
