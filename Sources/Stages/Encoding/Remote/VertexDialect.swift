internal import Foundation
internal import Soup
internal import Vocabulary

/// Vertex AI's `/predict` with the instances of Google's MedSigLIP container.
///
/// - Source: the container's published request and response schemas: `text`, or `image` with `input_bytes`; `embedding`.
struct VertexDialect: RemoteDialect {
  let path: String
  /// `nil` until the first answer told it.
  var dimension: Int?
  let form = PictureForm.file
  let batchLimit: Int? = nil

  func request(pictures: [PackedPicture]) throws(RemoteFault) -> ClientRequest {
    var instances: [JSONValue] = []
    for picture in pictures {
      guard case .file(let bytes) = picture else { throw .packing }
      instances.append(.object(["image": .object(["input_bytes": .string(Data(bytes).base64EncodedString())])]))
    }
    return ask(instances)
  }

  func request(texts: [String]) throws(EncodingError) -> ClientRequest { ask(texts.map { .object(["text": .string($0)]) }) }

  private func ask(_ instances: [JSONValue]) -> ClientRequest {
    let body = JSONValue.object(["instances": .array(instances)]).encoded
    return ClientRequest(method: "POST", path: path, body: ("application/json", SharedBytes(body)))
  }

  func vectors(_ answer: ClientResponse, count: Int, of side: RemoteSide) throws(RemoteFault) -> [[Float]] {
    let predictions = try Self.predictions(answer)
    guard predictions.count == count else { throw .vectors(expected: [count], actual: [predictions.count]) }
    var rows: [[Float]] = []
    for prediction in predictions {
      let row = try Self.row(prediction)
      if let dimension, row.count != dimension { throw .vectors(expected: [dimension], actual: [row.count]) }
      rows += try Self.unit(row, count: 1, dimension: row.count)
    }
    return rows
  }

  /// The predictions of a whole answer.
  static func predictions(_ answer: ClientResponse) throws(RemoteFault) -> [JSONValue] {
    guard answer.status == 200 else { throw .status(answer.status) }
    let value: JSONValue
    do { value = try JSONValue(parsing: answer.body) } catch { throw .unreadable(.json(error)) }
    if value["error"] != nil { throw .refused }
    guard case .array(let predictions) = value["predictions"] else {
      throw .unreadable(.member(pointer: "/predictions", allowed: "a list"))
    }
    return predictions
  }

  private static func row(_ prediction: JSONValue) throws(RemoteFault) -> [Float] {
    if prediction["error"] != nil { throw .refused }
    guard case .array(let values) = prediction["embedding"], (1...65_536).contains(values.count) else {
      throw .unreadable(.member(pointer: "/predictions/embedding", allowed: "a list of 1 to 65536 numbers"))
    }
    var row: [Float] = []
    row.reserveCapacity(values.count)
    for value in values {
      guard let number = value.double else { throw .unreadable(.member(pointer: "/predictions/embedding", allowed: "numbers")) }
      row.append(Float(number))
    }
    return row
  }
}
