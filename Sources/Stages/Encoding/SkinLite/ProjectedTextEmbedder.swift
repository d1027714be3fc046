public import Foundation
public import Vocabulary

/// skinlite's text side: the vector of a sentence, W·x + b, brought to length 1.
///
/// - Threading: the sentence encoder's; the projection itself runs where the caller is.
public struct ProjectedTextEmbedder: TextEmbedder {
  public let fingerprint: Fingerprint
  public let dimension: Int
  private let sentences: SentenceEncoder
  /// `[dimension × sentences.dimension]`, row-major.
  private let weight: [Float]
  private let bias: [Float]

  /// Reads the projection that `directory`'s `model.json` names.
  public init(
    directory: URL, sentences: SentenceEncoder, hashes: FileHashes = FileHashes(folder: nil)
  ) throws(EncodingError) {
    let description = try JSONFile.decode(SkinLiteDescription.self, at: directory.appending(path: SkinLiteDescription.fileName))
    let file = directory.appending(path: description.text.projection)
    let checkpoint = try Checkpoint(path: file.path)
    dimension = description.dimension
    weight = try checkpoint.floats("weight", shape: [dimension, sentences.dimension])
    bias = try checkpoint.floats("bias", shape: [dimension])
    self.sentences = sentences
    fingerprint = try Self.fingerprint(file: file, sentences: sentences.fingerprint, hashes)
  }

  /// The fingerprint that the text side of `directory` would have.
  static func fingerprint(of directory: URL, sentences: URL, _ hashes: FileHashes) throws(EncodingError) -> Fingerprint {
    let description = try JSONFile.decode(SkinLiteDescription.self, at: directory.appending(path: SkinLiteDescription.fileName))
    return try fingerprint(
      file: directory.appending(path: description.text.projection), sentences: SentenceEncoder.fingerprint(of: sentences, hashes),
      hashes)
  }

  private static func fingerprint(
    file: URL, sentences: Fingerprint, _ hashes: FileHashes
  ) throws(EncodingError) -> Fingerprint {
    var builder = FingerprintBuilder()
    builder.add("sentences", sentences.text)
    try builder.add(file: file, hashes)
    return builder.fingerprint()
  }

  public func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
    var vectors: [[Float]] = []
    for sentence in try await sentences.encode(texts) { vectors.append(try project(sentence)) }
    return vectors
  }

  private func project(_ sentence: [Float]) throws(EncodingError) -> [Float] {
    let width = sentence.count
    let rows = (0..<dimension).map { row in
      var sum = bias[row]
      for column in 0..<width { sum += weight[row * width + column] * sentence[column] }
      return sum
    }
    return try Vectors.unit(rows[...], output: "text projection")
  }
}
