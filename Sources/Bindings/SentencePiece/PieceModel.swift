internal import CSentencePiece

/// A unigram or BPE vocabulary in SentencePiece's own format.
///
/// - Threading: safe from any thread; encoding does not change the model.
@safe
public final class PieceModel: Sendable {
  // Immutable handle; `Encode` is const in the library.
  nonisolated(unsafe) private let handle: UnsafeMutableRawPointer

  /// Reads a `spiece.model`. `sentencepiece_open`
  public init(path: String) throws(SentencePieceError) {
    guard let opened = unsafe sentencepiece_open(path) else { throw .unreadable(path: path) }
    unsafe handle = unsafe opened
  }

  /// Reads a model from its serialised form. `sentencepiece_open_bytes`
  ///
  /// - Parameters:
  ///   - bytes: the whole `spiece.model`.
  ///   - name: what an error calls it.
  public init(bytes: [UInt8], named name: String) throws(SentencePieceError) {
    guard let opened = unsafe bytes.withUnsafeBytes({ unsafe sentencepiece_open_bytes($0.baseAddress, $0.count) }) else {
      throw .unreadable(path: name)
    }
    unsafe handle = unsafe opened
  }

  deinit { unsafe sentencepiece_close(handle) }

  /// How many pieces there are; ids run from 0. `sentencepiece_count`
  public var count: Int { Int(unsafe sentencepiece_count(handle)) }

  /// The id of the piece of this name, if there is one. `sentencepiece_id`
  public func id(of piece: String) -> Int32? {
    let id = unsafe sentencepiece_id(handle, piece)
    return id < 0 ? nil : id
  }

  /// Ids of the pieces of `text`, without special tokens. `sentencepiece_encode`
  public func encode(_ text: String) throws(SentencePieceError) -> [Int32] {
    let bytes = Array(text.utf8CString)
    let length = bytes.count - 1
    // A piece covers at least one byte as a rule; normalisation may lengthen a text, then the second try has the room it needs.
    var ids = [Int32](repeating: 0, count: length + 2)
    var count = unsafe sentencepiece_encode(handle, bytes, length, &ids, ids.count)
    if count > ids.count {
      ids = [Int32](repeating: 0, count: Int(count))
      count = unsafe sentencepiece_encode(handle, bytes, length, &ids, ids.count)
    }
    guard count >= 0, count <= ids.count else { throw .encoding(byteCount: length) }
    return Array(ids.prefix(Int(count)))
  }
}
