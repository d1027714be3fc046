import Vocabulary

/// One model as the Open Inference Protocol offers it. Each has one input, so that a client need not choose.
struct InferenceModel: Sendable, Hashable {
  enum Kind: String, Sendable, CaseIterable { case pixels, pictures, texts }

  static let version = "1"
  static let output = "embedding"

  let kind: Kind
  let service: EmbeddingService

  var name: String { "\(service.name)-\(kind.rawValue)" }

  /// `nil` for a name that is none of the service's.
  init?(named name: String, of service: EmbeddingService) {
    guard let model = Self.all(of: service).first(where: { $0.name == name }) else { return nil }
    self = model
  }

  private init(_ kind: Kind, _ service: EmbeddingService) {
    self.kind = kind
    self.service = service
  }

  static func all(of service: EmbeddingService) -> [InferenceModel] { Kind.allCases.map { InferenceModel($0, service) } }

  var input: TensorDeclaration {
    switch kind {
    case .pixels: TensorDeclaration(name: "pixels", type: .uint8, shape: [-1, -1, -1, 3])
    case .pictures: TensorDeclaration(name: "pictures", type: .bytes, shape: [-1])
    case .texts: TensorDeclaration(name: "texts", type: .bytes, shape: [-1])
    }
  }

  /// What `GET /v2/models/{model}` says. `parameters` is beyond the protocol: what a client must know to use the vectors.
  var metadata: JSONValue {
    let encoder = service.encoder
    var parameters: [String: JSONValue] = [
      "fingerprint": .string(encoder.fingerprint.text), "precision": .string(encoder.precision),
      "preprocessing": .string(encoder.preprocessing), "logit_scale": .number(Double(encoder.logitScale)),
      "model": .string(encoder.model),
    ]
    if let bias = service.logitBias { parameters["logit_bias"] = .number(Double(bias)) }
    if let tokens = service.tokens { parameters["tokens"] = .integer(Int64(tokens)) }
    let output = TensorDeclaration(name: Self.output, type: .fp32, shape: [-1, encoder.dimension])
    return .object([
      "name": .string(name), "versions": .array([.string(Self.version)]), "platform": .string("mediaskinoscope"),
      "inputs": .array([input.json]), "outputs": .array([output.json]), "parameters": .object(parameters),
    ])
  }
}
