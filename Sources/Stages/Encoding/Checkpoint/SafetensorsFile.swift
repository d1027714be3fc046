import Foundation
internal import OpenVINO

/// One safetensors file, mapped: its table is read, its numbers are not.
///
/// - Threading: immutable, safe from any thread.
final class SafetensorsFile: Sendable {
  let file: MappedFile
  let entries: [String: TensorEntry]

  /// - Throws: ``EncodingError/file(path:reason:)`` or ``EncodingError/header(path:tensor:fault:)``.
  init(path: String) throws(EncodingError) {
    do { file = try MappedFile(path: path) } catch { throw .file(path: path, reason: error.description) }
    do {
      entries = try Self.header(of: file).entries
    } catch {
      throw .header(path: path, tensor: error.tensor, fault: error.fault)
    }
  }

  private static func header(of file: MappedFile) throws(SafetensorsRefusal) -> SafetensorsHeader {
    func refuse(_ fault: SafetensorsFault) -> SafetensorsRefusal { SafetensorsRefusal(tensor: nil, fault: fault) }
    let fileByteCount = file.byteCount
    guard fileByteCount >= 8 else { throw refuse(.tooShort(expectedBytes: 8, actualBytes: UInt64(fileByteCount))) }
    let length = file.withBytes(in: 0..<8) { bytes in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    }
    guard length <= SafetensorsHeader.byteLimit else {
      throw refuse(.headerTooLong(byteCount: length, limit: SafetensorsHeader.byteLimit))
    }
    let dataStart = 8 + Int(length)
    guard dataStart <= fileByteCount else {
      throw refuse(.tooShort(expectedBytes: UInt64(dataStart), actualBytes: UInt64(fileByteCount)))
    }
    return try SafetensorsHeader(
      json: file.elements(of: UInt8.self, in: 8..<dataStart), dataStart: dataStart, fileByteCount: fileByteCount)
  }
}
