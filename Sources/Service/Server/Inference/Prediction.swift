import Vocabulary

/// One prediction as Google's MedSigLIP container writes it.
enum Prediction {
  /// A vector with the scale and bias of its encoder.
  static func embedding(_ vector: [Float], isText: Bool, _ service: EmbeddingService) -> JSONValue {
    var members: [String: JSONValue] = [
      "embedding": .array(vector.map { .number(Double($0)) }), "input_type": .string(isText ? "text" : "image"),
      "model_temperature": .number(Double(service.encoder.logitScale)),
    ]
    if let bias = service.logitBias { members["model_bias"] = .number(Double(bias)) }
    return .object(members)
  }

  /// Why there is no vector.
  static func error(_ description: String) -> JSONValue {
    .object(["error": .object(["description": .string(description)])])
  }
}
