/// A byte-pair vocabulary: characters are joined, the pair that was learned first first, until no pair is known.
///
/// - Source: Sennrich et al. 2016; order of joins and fall-back to bytes as in the `tokenizers` library's `BPE`.
struct BytePairModel: Sendable {
  /// What a pair becomes, and how early it was learned.
  struct Join {
    let rank: Int32
    let id: Int32
  }

  private let ids: [[UInt8]: Int32]
  private let joins: [UInt64: Join]
  /// Ids of `<0x00>` to `<0xFF>`; empty without a fall-back.
  private let byteIDs: [Int32]
  private let unknown: Int32?
  private let joinsUnknown: Bool
  private let prefersWholeWords: Bool

  var count: Int { ids.count }

  /// - Throws: ``EncodingError/configuration(file:field:expected:actual:)`` for merges of pieces that are not in the vocabulary.
  init(_ file: TokenizerFile) throws(EncodingError) {
    let ids = file.ids.mapValues { Int32(clamping: $0) }
    var joins: [UInt64: Join] = [:]
    joins.reserveCapacity(file.merges.count)
    for (rank, merge) in file.merges.enumerated() {
      guard let left = ids[merge.left], let right = ids[merge.right], let id = ids[merge.left + merge.right] else {
        throw .configuration(
          file: TokenizerFile.name, field: "model.merges[\(rank)]", expected: "pieces of the vocabulary", actual: "another piece")
      }
      joins[Self.pair(left, right)] = Join(rank: Int32(rank), id: id)
    }
    let bytes = (0..<256).compactMap { ids[Array("<0x\(Self.twoDigits($0))>".utf8)] }
    byteIDs = file.fallsBackToBytes && bytes.count == 256 ? bytes : []
    unknown = file.unknownToken.flatMap { ids[Array($0.utf8)] }
    (joinsUnknown, prefersWholeWords) = (file.joinsUnknown, file.prefersWholeWords)
    (self.ids, self.joins) = (ids, joins)
  }

  private static func twoDigits(_ byte: Int) -> String {
    let text = String(byte, radix: 16, uppercase: true)
    return text.count == 1 ? "0" + text : text
  }

  private static func pair(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// The id of a whole piece.
  func id(of piece: String) -> Int32? { ids[Array(piece.utf8)] }

  /// Ids of a text that is normalised already.
  func encode(_ text: String) -> [Int32] {
    if text.isEmpty { return [] }
    if prefersWholeWords, let id = id(of: text) { return [id] }
    return joined(characters(of: text))
  }

  /// One id for each character, or one for each of its bytes.
  private func characters(of text: String) -> [Int32] {
    var result: [Int32] = []
    for scalar in text.unicodeScalars {
      let character = Array(String(scalar).utf8)
      if let id = ids[character] {
        result.append(id)
      } else if !byteIDs.isEmpty {
        result += character.map { byteIDs[Int($0)] }
      } else if let unknown, !joinsUnknown || result.last != unknown {
        result.append(unknown)
      }
    }
    return result
  }

  private func join(_ left: Int32, _ right: Int32) -> Join? { joins[Self.pair(left, right)] }

  /// Symbols form a chain; a queue holds every known pair, and pairs that a join has broken are passed over when they come up.
  private func joined(_ symbols: [Int32]) -> [Int32] {
    var (symbols, queue) = (symbols, JoinQueue())
    var next = Array(1...max(symbols.count, 1))
    var previous = Array(-1..<max(symbols.count - 1, 0))
    func note(_ place: Int, _ symbols: [Int32], _ next: [Int], _ queue: inout JoinQueue) {
      guard place >= 0, next[place] < symbols.count, let join = join(symbols[place], symbols[next[place]]) else { return }
      queue.insert(JoinQueue.Item(rank: join.rank, place: place, id: join.id))
    }
    for place in symbols.indices { note(place, symbols, next, &queue) }
    let gone: Int32 = -1
    while let item = queue.popFirst() {
      let (place, right) = (item.place, next[item.place])
      guard symbols[place] != gone, right < symbols.count, join(symbols[place], symbols[right])?.id == item.id else { continue }
      symbols[place] = item.id
      symbols[right] = gone
      next[place] = next[right]
      if next[right] < symbols.count { previous[next[right]] = place }
      note(previous[place], symbols, next, &queue)
      note(place, symbols, next, &queue)
    }
    return symbols.filter { $0 != gone }
  }
}
