public import Foundation

/// A Piper voice as it lies in a folder: a graph, and a description that maps phonemes to numbers.
///
/// - Source: `*.onnx.json` of Piper's voices (MIT licence).
public struct PiperVoiceFiles: Sendable, Hashable {
  public let graph: URL
  /// `en_US-joe-medium`.
  public let name: String
  let sampleRate: Int
  /// espeak-ng's voice that pronounces for it.
  let pronunciation: String
  let identifiers: [Unicode.Scalar: [Int64]]

  private struct Description: Decodable {
    struct Audio: Decodable { let sample_rate: Int }
    struct Espeak: Decodable { let voice: String }
    let audio: Audio
    let espeak: Espeak
    let num_speakers: Int
    let phoneme_id_map: [String: [Int64]]
  }

  /// Reads the description beside the only `.onnx` file in a folder.
  ///
  /// - Parameter folder: where both files are.
  /// - Throws: ``VoiceError/voiceFiles(path:reason:)``.
  public init(folder: URL) throws(VoiceError) {
    let folder = folder.resolvingSymlinksInPath()
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    let graphs = files.filter { $0.pathExtension == "onnx" }
    guard let graph = graphs.first, graphs.count == 1 else {
      throw .voiceFiles(path: folder.path, reason: "it holds \(graphs.count) .onnx files, not one; run scripts/setup")
    }
    let read: Description
    do {
      read = try JSONDecoder().decode(Description.self, from: try Data(contentsOf: graph.appendingPathExtension("json")))
    } catch { throw .voiceFiles(path: graph.path, reason: "its .json beside it is missing or not a Piper description") }
    guard read.num_speakers == 1 else {
      throw .voiceFiles(path: graph.path, reason: "it has \(read.num_speakers) speakers, and one is needed")
    }
    self.graph = graph
    name = graph.deletingPathExtension().lastPathComponent
    sampleRate = read.audio.sample_rate
    pronunciation = read.espeak.voice
    var identifiers: [Unicode.Scalar: [Int64]] = [:]
    for (phoneme, numbers) in read.phoneme_id_map {
      guard let scalar = phoneme.unicodeScalars.first, phoneme.unicodeScalars.count == 1 else { continue }
      identifiers[scalar] = numbers
    }
    self.identifiers = identifiers
  }
}
