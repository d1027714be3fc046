import Soup
import Vocabulary

/// A request for vectors, read and checked.
struct InferenceQuery: Sendable {
  enum Work: Sendable {
    case pictures([InferencePicture])
    case texts([String])
  }

  let model: InferenceModel
  let id: JSONValue?
  let work: Work
  /// Whether the vectors go behind the JSON.
  let isBinary: Bool

  /// Reads a body off the caller's thread.
  ///
  /// - Throws: 400 that says what is wrong, never what was sent.
  @concurrent static func read(
    _ request: Request, for model: InferenceModel, limits: ServerLimits
  ) async throws(Problem) -> InferenceQuery {
    do throws(InferenceFault) {
      var inferenceLimits = InferenceLimits()
      inferenceLimits.headerBytes = limits.inferenceHeaderBytes
      let length = try headerLength(request.head)
      let message = try InferenceMessage(reading: request.body, headerLength: length, list: "inputs", limits: inferenceLimits)
      return try InferenceQuery(message, model, limits)
    } catch { throw .badRequest("\(error)") }
  }

  private static func headerLength(_ head: HTTPHead) throws(InferenceFault) -> Int? {
    let name = InferenceMessage.lengthHeader.lowercased()
    guard head.count(of: name) > 0 else { return nil }
    guard let text = head.header(name), text.utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(text) else {
      throw .member(pointer: InferenceMessage.lengthHeader, allowed: "one whole number")
    }
    return length
  }

  private init(_ message: InferenceMessage, _ model: InferenceModel, _ limits: ServerLimits) throws(InferenceFault) {
    let wanted = model.input
    guard message.tensors.count == 1, let tensor = message.tensor(wanted.name), tensor.type == wanted.type else {
      throw .member(pointer: "/inputs", allowed: "one tensor \(wanted.name) of type \(wanted.type.rawValue)")
    }
    self.model = model
    id = message.members["id"]
    isBinary = try Self.isBinary(message.members)
    work =
      switch model.kind {
      case .pixels: .pictures(try Self.pixels(tensor, limits))
      case .pictures: .pictures(try Self.elements(tensor, most: limits.inferencePictures).map { .file($0) })
      case .texts: .texts(try Self.texts(tensor, limits))
      }
  }

  /// The last word counts: the output's own, else the request's; JSON where neither says anything.
  private static func isBinary(_ members: JSONValue) throws(InferenceFault) -> Bool {
    let general = members["parameters"]?["binary_data_output"] == .bool(true)
    guard let outputs = members["outputs"] else { return general }
    guard case .array(let list) = outputs, list.count <= 1 else { throw onlyOutput }
    guard let output = list.first else { return general }
    guard output["name"]?.text == InferenceModel.output, output["parameters"]?["classification"] == nil else { throw onlyOutput }
    guard case .bool(let isBinary) = output["parameters"]?["binary_data"] else { return general }
    return isBinary
  }

  private static let onlyOutput = InferenceFault.member(pointer: "/outputs", allowed: "\(InferenceModel.output), once")

  private static func pixels(_ tensor: NamedTensor, _ limits: ServerLimits) throws(InferenceFault) -> [InferencePicture] {
    let allowed = "N, height, width, 3, with 1 to \(limits.inferencePictures) pictures and sides of 1 to \(limits.inferenceSide)"
    let shape = tensor.shape
    guard shape.count == 4, (1...limits.inferencePictures).contains(shape[0]), shape[3] == 3,
      (1...limits.inferenceSide).contains(shape[1]), (1...limits.inferenceSide).contains(shape[2])
    else { throw .member(pointer: "/inputs/0/shape", allowed: allowed) }
    let size = shape[1] * shape[2] * 3
    return (0..<shape[0]).map { .pixels(Array(tensor.contents[$0 * size..<($0 + 1) * size]), width: shape[2], height: shape[1]) }
  }

  private static func elements(_ tensor: NamedTensor, most: Int) throws(InferenceFault) -> [[UInt8]] {
    let isList = tensor.shape.count == 1 || tensor.shape.count == 2 && tensor.shape[1] == 1
    guard isList, let elements = tensor.elements, (1...most).contains(elements.count) else {
      throw .member(pointer: "/inputs/0/shape", allowed: "N or N, 1, with N from 1 to \(most)")
    }
    return elements
  }

  private static func texts(_ tensor: NamedTensor, _ limits: ServerLimits) throws(InferenceFault) -> [String] {
    var texts: [String] = []
    for element in try elements(tensor, most: limits.inferenceTexts) {
      guard element.count <= limits.inferenceTextBytes, let text = String(validating: element, as: UTF8.self) else {
        throw .member(pointer: "/inputs/0", allowed: "texts in UTF-8 of up to \(limits.inferenceTextBytes) bytes")
      }
      texts.append(text)
    }
    return texts
  }

  /// The answer with `vectors`, one for each picture or text.
  @concurrent func reply(_ vectors: [[Float]]) async -> HTTPReply {
    let tensor = NamedTensor(
      name: InferenceModel.output, shape: [vectors.count, model.service.encoder.dimension], floats: vectors.flatMap(\.self))
    var members: [String: JSONValue] = [
      "model_name": .string(model.name), "model_version": .string(InferenceModel.version),
    ]
    if let id { members["id"] = id }
    let body = InferenceBody(members: members, tensors: [tensor], list: "outputs") { [isBinary] _ in isBinary }
    var headers: [(name: String, value: String)] = [
      ("Content-Type", body.headerLength == nil ? "application/json" : "application/octet-stream")
    ]
    if let length = body.headerLength { headers.append((InferenceMessage.lengthHeader, "\(length)")) }
    return HTTPReply(status: 200, headers: headers, body: SharedBytes(body.bytes))
  }
}
