/// The metadata block of a picture: a TIFF structure. Read with care: it comes from anywhere.
struct ExifBlock {
  private let bytes: ArraySlice<UInt8>
  private let isBigEndian: Bool

  /// The block of a JPEG's first `Exif` segment (APP1), if there is one before the picture data.
  init?(jpeg bytes: [UInt8]) {
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      // Fill bytes; markers without content; start of scan: metadata end here.
      if marker == 0xFF { position += 1; continue }
      if (0xD0...0xD8).contains(marker) || marker == 0x01 { position += 2; continue }
      guard marker != 0xDA, marker != 0xD9 else { return nil }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      guard length >= 2, position + 2 + length <= bytes.count else { return nil }
      let content = bytes[(position + 4)..<(position + 2 + length)]
      if marker == 0xE1, content.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) {
        self.init(tiff: content.dropFirst(6))
        return
      }
      position += 2 + length
    }
    return nil
  }

  /// The block of a PNG's `eXIf` chunk.
  init?(png bytes: [UInt8]) {
    var position = 8
    while position + 12 <= bytes.count {
      let length = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
      guard length <= bytes.count - position - 12 else { return nil }
      if bytes[(position + 4)..<(position + 8)].elementsEqual([0x65, 0x58, 0x49, 0x66]) {
        self.init(tiff: bytes[(position + 8)..<(position + 8 + length)])
        return
      }
      position += 12 + length
    }
    return nil
  }

  private init?(tiff: ArraySlice<UInt8>) {
    if tiff.starts(with: [0x4D, 0x4D, 0, 42]) {
      isBigEndian = true
    } else if tiff.starts(with: [0x49, 0x49, 42, 0]) {
      isBigEndian = false
    } else {
      return nil
    }
    bytes = tiff
  }

  /// The value of tag 274 in the first directory.
  var orientation: UInt16? {
    guard let directory = number(at: 4, byteCount: 4), let count = number(at: directory, byteCount: 2) else { return nil }
    for entry in 0..<count {
      let position = directory + 2 + entry * 12
      guard let tag = number(at: position, byteCount: 2), let type = number(at: position + 2, byteCount: 2) else { return nil }
      // Type 3 is a 16-bit number, kept in the entry itself.
      if tag == 274, type == 3 { return number(at: position + 8, byteCount: 2).map(UInt16.init) }
    }
    return nil
  }

  private func number(at offset: Int, byteCount: Int) -> Int? {
    let start = bytes.startIndex + offset
    guard offset >= 0, offset <= bytes.count - byteCount else { return nil }
    let digits = bytes[start..<(start + byteCount)]
    return isBigEndian ? digits.reduce(0) { $0 << 8 | Int($1) } : digits.reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
