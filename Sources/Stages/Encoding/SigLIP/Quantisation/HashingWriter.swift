internal import Cryptography
import Foundation

/// Appends to a file and hashes what it appends; the hash comes last.
struct HashingWriter: ~Copyable {
  private let handle: FileHandle
  private var hash = SHA256()
  private var byteCount = 0

  init(_ handle: FileHandle) { self.handle = handle }

  mutating func append(_ bytes: [UInt8]) throws {
    hash.update(bytes)
    try handle.write(contentsOf: Data(bytes))
    byteCount += bytes.count
  }

  /// Little-endian f32.
  mutating func append(_ values: [Float]) throws {
    try append(values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } })
  }

  /// Zeros up to `offset`.
  mutating func pad(to offset: Int) throws {
    if offset > byteCount { try append([UInt8](repeating: 0, count: offset - byteCount)) }
  }

  consuming func finish() throws { try handle.write(contentsOf: Data(hash.finish().bytes)) }
}
