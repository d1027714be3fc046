internal import Soup
internal import Vocabulary

/// The Open Inference Protocol (KServe v2) with binary tensors.
///
/// - Source: KServe "Predict Protocol - Version 2"; Triton's "Binary Tensor Data Extension".
struct KServeDialect: RemoteDialect {
  /// One side, its tensors chosen.
  struct Side: Sendable {
    let model: KServeModel
    let path: String
    let input: TensorDeclaration
    let output: TensorDeclaration
    /// Inputs of the same model that belong to the other side: sent empty, as Google's own predictor does.
    let companions: [TensorDeclaration]
  }

  let image: Side
  let text: Side
  let form: PictureForm
  let dimension: Int
  private let imageSide: Int
  /// For a text side that takes tokens.
  private let tokenizer: SigLIPTokenizer?

  var batchLimit: Int? { image.input.shape.first.flatMap { $0 > 0 ? $0 : nil } }

  /// - Throws: ``RemoteFault/declaration(model:problem:)``, and what reading the tokenizer throws.
  init(image: KServeModel, text: KServeModel, settings: RemoteSettings) throws(EncodingError) {
    let (pictures, texts): (Side, Side)
    do throws(RemoteFault) {
      pictures = try Self.side(image, settings.image, what: "pictures", word: "image") { PictureForm($0, imageSide: 1) != nil }
      texts = try Self.side(text, settings.text, what: "texts or tokens", word: "text", fits: Self.takesTexts)
      dimension = try Self.dimension(pictures, texts)
    } catch { throw .remote(error) }
    guard let form = PictureForm(pictures.input, imageSide: settings.imageSide) else {
      throw .remote(.declaration(model: image.name, problem: "has no input that takes pictures"))
    }
    (self.image, self.text, self.form, imageSide) = (pictures, texts, form, settings.imageSide)
    tokenizer = try Self.tokenizer(texts, settings)
  }

  private static func dimension(_ image: Side, _ text: Side) throws(RemoteFault) -> Int {
    let lengths = [image.output.shape.last, text.output.shape.last].compactMap { $0 }.filter { $0 > 0 }
    guard let length = lengths.first, length <= 65_536, lengths.allSatisfy({ $0 == length }) else {
      throw .declaration(
        model: image.model.name, problem: "does not say how long its vectors are, or its text side says otherwise")
    }
    return length
  }

  private static func tokenizer(_ text: Side, _ settings: RemoteSettings) throws(EncodingError) -> SigLIPTokenizer? {
    guard text.input.type != .bytes else { return nil }
    guard let directory = settings.tokenizer else {
      throw .remote(.declaration(model: text.model.name, problem: "takes tokens: name the directory of its tokenizer"))
    }
    let length = text.input.shape[1] > 0 ? text.input.shape[1] : SigLIPTextLength.usual
    return try SigLIPTokenizer(directory: directory, length: length, vocabularyCount: Int(Int32.max))
  }

  private static func side(
    _ model: KServeModel, _ settings: RemoteSettings.Side, what: String, word: String, fits: (TensorDeclaration) -> Bool
  ) throws(RemoteFault) -> Side {
    let input = try model.input(settings.input, fits: fits, what: what)
    return Side(
      model: model, path: KServeModel.path(settings), input: input, output: try model.output(settings.output, word: word),
      companions: model.inputs.filter { $0.name != input.name })
  }

  private static func takesTexts(_ input: TensorDeclaration) -> Bool {
    switch input.type {
    case .bytes: input.shape.count == 1 || input.shape.count == 2 && input.shape[1] != 0 && abs(input.shape[1]) == 1
    case .int64, .int32: input.shape.count == 2
    default: false
    }
  }

  // MARK: Asking

  func request(pictures: [PackedPicture]) throws(RemoteFault) -> ClientRequest {
    let (name, count) = (image.input.name, pictures.count)
    switch form {
    case .planes(let side):
      return ask(image, NamedTensor(name: name, shape: [count, 3, side, side], floats: Self.floats(pictures)))
    case .rows(let side):
      return ask(image, NamedTensor(name: name, shape: [count, side, side, 3], floats: Self.floats(pictures)))
    case .bytes, .original:
      guard let size = pictures.first?.size, pictures.allSatisfy({ $0.size == size }) else { throw .packing }
      let contents = pictures.flatMap { picture -> [UInt8] in if case .bytes(let bytes, _, _) = picture { bytes } else { [] } }
      return ask(image, NamedTensor(name: name, type: .uint8, shape: [count, size.height, size.width, 3], contents: contents))
    case .file:
      let files = pictures.compactMap { if case .file(let bytes) = $0 { bytes } else { nil } }
      return ask(image, NamedTensor(name: name, shape: Self.shape(of: count, image.input), elements: files))
    }
  }

  func request(texts: [String]) throws(EncodingError) -> ClientRequest {
    let (name, count) = (text.input.name, texts.count)
    guard text.input.type != .bytes, let tokenizer else {
      return ask(text, NamedTensor(name: name, shape: Self.shape(of: count, text.input), elements: texts.map { Array($0.utf8) }))
    }
    var ids: [Int64] = []
    for text in texts { ids += try tokenizer.encode(text) }
    let shape = [count, tokenizer.length]
    return ask(
      text,
      text.input.type == .int64
        ? NamedTensor(name: name, shape: shape, integers: ids)
        : NamedTensor(name: name, shape: shape, shortIntegers: ids.map(Int32.init)))
  }

  private static func floats(_ pictures: [PackedPicture]) -> [Float] {
    pictures.flatMap { picture -> [Float] in if case .floats(let values) = picture { values } else { [] } }
  }

  /// `[N]` or `[N, 1]`, as declared.
  private static func shape(of count: Int, _ input: TensorDeclaration) -> [Int] { input.shape.count == 2 ? [count, 1] : [count] }

  private func ask(_ side: Side, _ tensor: NamedTensor) -> ClientRequest {
    let body = InferenceBody(
      members: [
        "outputs": .array([
          .object(["name": .string(side.output.name), "parameters": .object(["binary_data": .bool(true)])])
        ])
      ], tensors: [tensor] + side.companions.map(empty), list: "inputs")
    var headers: [(name: String, value: String)] = []
    if let length = body.headerLength { headers.append((InferenceMessage.lengthHeader, "\(length)")) }
    return ClientRequest(
      method: "POST", path: side.path + "/infer", headers: headers, body: ("application/octet-stream", SharedBytes(body.bytes)))
  }

  private func empty(_ input: TensorDeclaration) -> NamedTensor {
    let open = input.shape.count == 4 ? imageSide : SigLIPTextLength.usual
    let shape = [0] + input.shape.dropFirst().map { $0 > 0 ? $0 : open }
    return NamedTensor(name: input.name, type: input.type, shape: shape, contents: [])
  }

  // MARK: Understanding

  func vectors(_ answer: ClientResponse, count: Int, of side: RemoteSide) throws(RemoteFault) -> [[Float]] {
    guard answer.status == 200 else { throw .status(answer.status) }
    let output = side == .image ? image.output.name : text.output.name
    let message: InferenceMessage
    do throws(InferenceFault) {
      message = try InferenceMessage(reading: answer.body, headerLength: try Self.headerLength(answer), list: "outputs")
    } catch { throw .unreadable(error) }
    guard let tensor = message.tensor(output), let values = tensor.floats else {
      throw .unreadable(.member(pointer: "/outputs", allowed: "the output that was asked for, as floating point numbers"))
    }
    guard tensor.shape == [count, dimension] else { throw .vectors(expected: [count, dimension], actual: tensor.shape) }
    return try Self.unit(values, count: count, dimension: dimension)
  }

  private static func headerLength(_ answer: ClientResponse) throws(InferenceFault) -> Int? {
    guard answer.headers.contains(where: { $0.name == InferenceMessage.lengthHeader.lowercased() }) else { return nil }
    guard let text = answer.header(InferenceMessage.lengthHeader.lowercased()), let length = Int(text) else {
      throw .member(pointer: "", allowed: "one \(InferenceMessage.lengthHeader), a whole number")
    }
    return length
  }
}

extension PictureForm {
  /// The form that an input asks for; `nil` if it takes no pictures.
  init?(_ input: TensorDeclaration, imageSide: Int) {
    let shape = input.shape
    switch (input.type, shape.count) {
    case (.bytes, 1), (.bytes, 2): self = .file
    case (.fp32, 4) where shape[1] == 3 && shape[2] == shape[3]: self = .planes(side: shape[2] > 0 ? shape[2] : imageSide)
    case (.fp32, 4) where shape[3] == 3 && shape[1] == shape[2]: self = .rows(side: shape[1] > 0 ? shape[1] : imageSide)
    case (.uint8, 4) where shape[3] == 3 && shape[1] == shape[2]: self = shape[1] > 0 ? .bytes(side: shape[1]) : .original
    default: return nil
    }
  }
}

/// How many tokens SigLIP's text towers take.
enum SigLIPTextLength {
  /// - Source: `max_position_embeddings` of every published SigLIP, MedSigLIP among them.
  static let usual = 64
}
