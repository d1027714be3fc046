/// Numbers as bytes, lowest first.
enum LittleEndian {
  static func bytes<Word: FixedWidthInteger & UnsignedInteger>(_ words: some Collection<Word>, of count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * count)
    for word in words {
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: word >> Word(8 * place))) }
    }
    return bytes
  }

  /// - Precondition: `bytes` holds whole words.
  static func words(_ bytes: some RandomAccessCollection<UInt8>, of count: Int) -> [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(bytes.count / count)
    var iterator = bytes.makeIterator()
    for _ in 0..<(bytes.count / count) {
      var word: UInt64 = 0
      for place in 0..<count { word |= UInt64(iterator.next() ?? 0) << UInt64(8 * place) }
      words.append(word)
    }
    return words
  }
}
