internal import Cryptography
import Foundation
internal import OpenVINO

/// Makes int8 rows of a checkpoint's matrices once and keeps them in a file.
///
/// - Threading: safe from any thread and from several processes: a file is complete when it gets its name.
struct QuantisedCache {
  /// Where files are kept; `nil` = made anew and kept by nobody.
  let folder: URL?

  /// Numbers that are read at a time; what bounds the memory.
  private static let chunkCount = 1 << 20

  /// Maps the rows of `layout`'s matrices, from the file or from the checkpoint in one pass.
  ///
  /// - Parameter source: hash of the checkpoint; files of another are not looked at.
  /// - Throws: ``EncodingError/file(path:reason:)`` if a new file cannot be written, ``EncodingError/notFinite(tensor:)`` for
  ///   weights that have no int8.
  func weights(_ layout: QuantisedLayout, of checkpoint: Checkpoint, source: Digest) throws(EncodingError) -> QuantisedWeights {
    let place = folder ?? FileManager.default.temporaryDirectory
    let url = place.appending(path: source.hexadecimal + ".int8")
    if folder != nil, let kept = QuantisedWeights(at: url, source: source, layout: layout) { return kept }
    let draft = place.appending(path: ".\(UUID().uuidString).int8")
    defer { try? FileManager.default.removeItem(at: draft) }
    do {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try write(layout, of: checkpoint, source: source, to: draft)
    } catch let error as EncodingError { throw error } catch {
      throw .file(path: url.path, reason: "could not be written: \(error.localizedDescription)")
    }
    guard let made = QuantisedWeights(at: draft, source: source, layout: layout) else {
      throw .file(path: draft.path, reason: "does not read as it was written; the disk or the memory fails")
    }
    if folder != nil { try Self.put(draft, at: url) }
    return made
  }

  /// Gives the complete file its name; what stood there was not usable.
  private static func put(_ draft: URL, at url: URL) throws(EncodingError) {
    do {
      try? FileManager.default.removeItem(at: url)
      try FileManager.default.moveItem(at: draft, to: url)
    } catch {
      // Another process may have been quicker with the same content; the present mapping is good in any case.
      guard FileManager.default.fileExists(atPath: url.path) else {
        throw .file(path: url.path, reason: "could not be put in place: \(error.localizedDescription)")
      }
    }
  }

  private func write(_ layout: QuantisedLayout, of checkpoint: Checkpoint, source: Digest, to url: URL) throws {
    guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    var writer = HashingWriter(handle)
    try writer.append(QuantisedWeights.head(source))
    for place in layout.places {
      try writer.pad(to: place.bytes.lowerBound)
      let scales = try rows(place, of: checkpoint, into: &writer)
      try writer.pad(to: place.scales.lowerBound)
      try writer.append(scales)
    }
    try writer.pad(to: layout.byteCount - SHA256.byteCount)
    try writer.finish()
    try handle.synchronize()
  }

  /// Appends the int8 rows of one matrix.
  private func rows(
    _ place: QuantisedLayout.Place, of checkpoint: Checkpoint, into writer: inout HashingWriter
  ) throws -> [Float] {
    let (source, type) = try checkpoint.place(of: place.name, shape: [place.rows, place.columns])
    let file = checkpoint.files[source.file].file
    let rowsAtOnce = max(1, min(place.rows, Self.chunkCount / place.columns))
    var scales: [Float] = []
    for row in stride(from: 0, to: place.rows, by: rowsAtOnce) {
      let count = min(rowsAtOnce, place.rows - row)
      let rowByteCount = place.columns * type.byteCount
      let start = source.entry.bytes.lowerBound + row * rowByteCount
      let numbers = Self.floats(file, type, start..<(start + count * rowByteCount))
      guard let quantised = QuantisedRows(numbers, columns: place.columns) else {
        throw EncodingError.notFinite(tensor: place.name)
      }
      try writer.append(quantised.bytes)
      scales += quantised.scales
    }
    return scales
  }

  private static func floats(_ file: MappedFile, _ type: NumberType, _ range: Range<Int>) -> [Float] {
    switch type {
    case .f32: file.elements(of: Float.self, in: range)
    case .f16: file.elements(of: UInt16.self, in: range).map { Float(Float16(bitPattern: $0)) }
    // bfloat16 is the upper half of a Float.
    case .bf16: file.elements(of: UInt16.self, in: range).map { Float(bitPattern: UInt32($0) << 16) }
    }
  }
}
