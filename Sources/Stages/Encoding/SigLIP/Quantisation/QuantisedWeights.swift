internal import Cryptography
import Foundation
internal import OpenVINO

/// A file of int8 rows, mapped and found to be whole.
///
/// - Threading: immutable, safe from any thread.
struct QuantisedWeights: Sendable {
  let file: MappedFile
  let layout: QuantisedLayout

  private static let mark = Array("SKI8".utf8) + [1, 0, 0, 0]

  /// The first bytes of a file made from `source`.
  static func head(_ source: Digest) -> [UInt8] {
    let head = mark + source.bytes
    return head + [UInt8](repeating: 0, count: QuantisedLayout.headByteCount - head.count)
  }

  /// `nil` if the file at `url` is absent, of another source or layout, or not byte for byte what was written.
  init?(at url: URL, source: Digest, layout: QuantisedLayout) {
    guard let file = try? MappedFile(path: url.path), file.byteCount == layout.byteCount else { return nil }
    let end = layout.byteCount - SHA256.byteCount
    guard file.elements(of: UInt8.self, in: 0..<QuantisedLayout.headByteCount) == Self.head(source) else { return nil }
    let written = file.elements(of: UInt8.self, in: end..<layout.byteCount)
    guard file.withRawBytes(in: 0..<end, { SHA256.digest(of: $0) }).bytes == written else { return nil }
    self.file = file
    self.layout = layout
  }
}
