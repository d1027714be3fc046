import Foundation

/// Vectors of pictures on disk, one JSON object a line, so that what was encoded once is not encoded again.
///
/// A line counts only for the picture and the fingerprint that it names. A last line that was cut off is left aside.
struct VectorCache {
  struct Line: Codable {
    /// SHA-256 of the file.
    let picture: String
    /// Of the encoder and of how a picture becomes views.
    let fingerprint: String
    /// One for each view, the whole picture first.
    let vectors: [[Float]]
    let deductions: [Double]
  }

  private let file: URL
  private let fingerprint: String
  private(set) var kept: [String: Line] = [:]

  /// - Parameters:
  ///   - file: may not exist yet; its folder is made.
  ///   - fingerprint: lines of others are kept in the file and not used.
  init(file: URL, fingerprint: String) throws {
    self.file = file
    self.fingerprint = fingerprint
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
    } catch { throw PipelineError.unusable(what: file.path, reason: "it cannot be written: \(error.localizedDescription)") }
    guard let bytes = FileManager.default.contents(atPath: file.path) else {
      throw PipelineError.unusable(what: file.path, reason: "it cannot be read")
    }
    let decoder = JSONDecoder()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let read = try? decoder.decode(Line.self, from: Data(line)), read.fingerprint == fingerprint else { continue }
      kept[read.picture] = read
    }
    if let last = bytes.last, last != UInt8(ascii: "\n") { try append(Data("\n".utf8)) }
  }

  mutating func add(_ picture: String, _ vectors: [[Float]], deductions: [Double]) throws -> Line {
    let line = Line(picture: picture, fingerprint: fingerprint, vectors: vectors, deductions: deductions)
    try append(try JSONEncoder().encode(line) + Data("\n".utf8))
    kept[picture] = line
    return line
  }

  private func append(_ data: Data) throws {
    do {
      let handle = try FileHandle(forWritingTo: file)
      try handle.seekToEnd()
      try handle.write(contentsOf: data)
      try handle.close()
    } catch { throw PipelineError.unusable(what: file.path, reason: "it cannot be written: \(error.localizedDescription)") }
  }
}
