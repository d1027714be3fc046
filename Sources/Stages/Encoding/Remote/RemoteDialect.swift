internal import Soup
internal import Vocabulary

/// How one kind of server is asked and understood. Pure: it makes requests and reads answers, and sends nothing.
protocol RemoteDialect: Sendable {
  /// How pictures are to be packed.
  var form: PictureForm { get }
  /// Pictures of one request at most, where the model fixes it.
  var batchLimit: Int? { get }

  /// Asks for the vectors of pictures that can travel together.
  func request(pictures: [PackedPicture]) throws(RemoteFault) -> ClientRequest
  /// Asks for the vectors of texts.
  func request(texts: [String]) throws(EncodingError) -> ClientRequest
  /// Reads `count` vectors of L2 norm 1.
  func vectors(_ answer: ClientResponse, count: Int, of side: RemoteSide) throws(RemoteFault) -> [[Float]]
}

/// Which of the two encoders is meant.
enum RemoteSide: Sendable, Hashable { case image, text }

extension RemoteDialect {
  /// Rows brought to length 1, refused where they are no direction or of another length than `dimension`.
  static func unit(_ values: [Float], count: Int, dimension: Int) throws(RemoteFault) -> [[Float]] {
    guard values.count == count * dimension else { throw .vectors(expected: [count, dimension], actual: [values.count]) }
    do { return try Vectors.unitRows(values, width: dimension, output: "remote") } catch { throw .degenerate }
  }
}
