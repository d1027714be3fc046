import Foundation
internal import SentencePiece

/// Writes the pieces of a `tokenizer.json` in SentencePiece's own form, so that the library reads them as it reads a
/// `spiece.model`: one implementation of unigram segmentation, not two.
///
/// - Source: field numbers of `sentencepiece_model.proto`; wire format of Protocol Buffers.
struct PieceModelWriter {
  private var bytes: [UInt8] = []

  /// Kinds of pieces. `SentencePiece.Type`
  private enum Kind: UInt64 { case normal = 1, unknown = 2, control = 3, byte = 6 }

  static func model(of file: TokenizerFile) throws(EncodingError) -> PieceModel {
    guard let unknown = file.unknownID, file.pieces.indices.contains(unknown) else {
      throw .configuration(file: TokenizerFile.name, field: "model.unk_id", expected: "a piece", actual: "none")
    }
    let map = file.characterMap.map { Data(base64Encoded: $0) }
    guard map != .some(nil) else {
      throw .configuration(file: TokenizerFile.name, field: "precompiled_charsmap", expected: "base64", actual: "another text")
    }
    var writer = PieceModelWriter()
    let special = Set(file.added.filter(\.isSpecial).map(\.id))
    for (id, piece) in file.pieces.enumerated() {
      writer.message(1, piece: piece, kind(id, piece.text, file, unknown, special))
    }
    writer.trainer(unknown: unknown, file)
    writer.normalizer(characterMap: (map ?? nil).map { [UInt8]($0) })
    do { return try PieceModel(bytes: writer.bytes, named: TokenizerFile.name) } catch { throw .tokenizer(error) }
  }

  private static func kind(_ id: Int, _ text: String, _ file: TokenizerFile, _ unknown: Int, _ special: Set<Int>) -> Kind {
    if id == unknown { return .unknown }
    if special.contains(id) { return .control }
    return file.fallsBackToBytes && text.utf8.count == 6 && text.hasPrefix("<0x") && text.hasSuffix(">") ? .byte : .normal
  }

  /// `pieces`
  private mutating func message(_ field: UInt64, piece: (text: String, score: Double), _ kind: Kind) {
    var inner = PieceModelWriter()
    inner.block(1, Array(piece.text.utf8))
    inner.tag(2, wire: 5)
    let score = Float(piece.score).bitPattern
    for shift in 0..<4 { inner.bytes.append(UInt8(truncatingIfNeeded: score >> (8 * UInt32(shift)))) }
    inner.number(3, kind.rawValue)
    block(field, inner.bytes)
  }

  /// `trainer_spec`: a unigram model; ids that it has not are −1.
  private mutating func trainer(unknown: Int, _ file: TokenizerFile) {
    var inner = PieceModelWriter()
    inner.number(3, 1)
    if file.fallsBackToBytes { inner.number(35, 1) }
    inner.number(40, UInt64(unknown))
    for field in [41, 42, 43] { inner.number(UInt64(field), UInt64(bitPattern: -1)) }
    inner.block(45, Array(file.pieces[unknown].text.utf8))
    block(2, inner.bytes)
  }

  /// `normalizer_spec`: a blank before the text, none doubled, ▁ for each.
  private mutating func normalizer(characterMap: [UInt8]?) {
    var inner = PieceModelWriter()
    if let characterMap { inner.block(2, characterMap) }
    for field in [3, 4, 5] { inner.number(UInt64(field), 1) }
    block(3, inner.bytes)
  }

  private mutating func tag(_ field: UInt64, wire: UInt64) { varint(field << 3 | wire) }

  private mutating func number(_ field: UInt64, _ value: UInt64) {
    tag(field, wire: 0)
    varint(value)
  }

  private mutating func block(_ field: UInt64, _ content: [UInt8]) {
    tag(field, wire: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
