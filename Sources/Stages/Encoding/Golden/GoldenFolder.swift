public import Foundation

/// What somebody else got from a model: vectors of texts, and of a picture where its bytes may travel.
///
/// - Shape: `mediaskinoscope/derma.index` with `derma_labels.txt`; `aegis-sphere/pictures.csv`, `case_embeddings.npy` and the
///   pictures that the table calls included.
public struct GoldenFolder: Sendable {
  public let texts: [String]
  /// L2 norm 1 each, in the order of ``texts``.
  public let textVectors: [[Float]]
  /// A picture and its vector, if there is one.
  public let picture: (file: URL, vector: [Float])?
  public var dimension: Int { textVectors[0].count }

  /// - Throws: what reading throws; a folder without a picture is no error, one without texts is.
  public init(_ folder: URL) throws(EncodingError) {
    let index = folder.appending(path: "mediaskinoscope")
    let stored = try FlatIndexFile(index: index.appending(path: "derma.index"), labels: index.appending(path: "derma_labels.txt"))
    (texts, textVectors) = (stored.labels, stored.vectors)
    picture = try Self.picture(folder.appending(path: "aegis-sphere"), dimension: stored.dimension)
  }

  /// The texts of an index, without a picture.
  public init(_ index: FlatIndexFile) {
    (texts, textVectors, picture) = (index.labels, index.vectors, nil)
  }

  /// The first picture of the table that is included.
  private static func picture(_ folder: URL, dimension: Int) throws(EncodingError) -> (file: URL, vector: [Float])? {
    let table = folder.appending(path: "pictures.csv")
    guard FileManager.default.fileExists(atPath: table.path) else { return nil }
    let lines = String(decoding: try JSONFile.read(table), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
    for line in lines where line.hasSuffix(",yes") {
      // The row's number and the file stand first; what follows may hold commas within quotation marks.
      let fields = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let row = Int(fields[0]) else { continue }
      let vectors = try NumericArrayFile(contentsOf: folder.appending(path: "case_embeddings.npy"))
      guard vectors.columns == dimension, row >= 0, row < vectors.rows.count else {
        throw .configuration(
          file: "case_embeddings.npy", field: "shape", expected: "a row \(row) of \(dimension)",
          actual: "\(vectors.rows.count) rows of \(vectors.columns)")
      }
      return (folder.appending(path: String(fields[1])), vectors.rows[row])
    }
    return nil
  }
}
