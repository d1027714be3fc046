import Foundation

/// Scores on disk, one JSON object a line, so that an interrupted evaluation goes on where it was.
///
/// A line counts only for the picture and the fingerprint that it names. A last line that was cut off is left aside.
struct ResultsFile: Sendable {
  private let path: String
  private let fingerprint: String
  /// By the picture's hash.
  private(set) var kept: [String: PictureScore] = [:]

  /// - Parameters:
  ///   - path: may not exist yet.
  ///   - fingerprint: lines of others are kept in the file and not used.
  /// - Throws: ``PipelineError`` where it cannot be read or written.
  init(path: String, fingerprint: String) throws {
    self.path = path
    self.fingerprint = fingerprint
    if !FileManager.default.fileExists(atPath: path) {
      guard FileManager.default.createFile(atPath: path, contents: nil) else {
        throw PipelineError.unusable(what: path, reason: "it cannot be written")
      }
    }
    guard let bytes = FileManager.default.contents(atPath: path), let file = FileHandle(forUpdatingAtPath: path) else {
      throw PipelineError.unusable(what: path, reason: "it cannot be read and written")
    }
    try file.close()
    let decoder = JSONDecoder()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let score = try? decoder.decode(PictureScore.self, from: Data(line)), score.fingerprint == fingerprint else {
        continue
      }
      kept[score.picture] = score
    }
    // What is appended must not grow onto a line that was cut off.
    if let last = bytes.last, last != UInt8(ascii: "\n") { try append(Data("\n".utf8)) }
  }

  /// Adds a picture's line.
  mutating func add(_ score: PictureScore) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try append(try encoder.encode(score) + Data("\n".utf8))
    kept[score.picture] = score
  }

  private func append(_ data: Data) throws {
    do {
      guard let file = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
      try file.seekToEnd()
      try file.write(contentsOf: data)
      try file.close()
    } catch { throw PipelineError.unusable(what: path, reason: "it cannot be written: \(error.localizedDescription)") }
  }
}
