import Vocabulary

extension OpenAPISchemas {
  /// The Open Inference Protocol and Vertex AI's predictions.
  static let inference: [String: JSONValue] = [
    "InferenceServer": object(["name": text, "version": text, "extensions": .object(["type": .string("array"), "items": text])]),
    "Tensor": object(
      [
        "name": text, "datatype": names(TensorType.allCases.map(\.rawValue)),
        "shape": .object(["type": .string("array"), "items": integer]), "data": type("array"), "parameters": type("object"),
      ], required: ["name", "datatype", "shape"]),
    "InferenceModel": object([
      "name": text, "versions": .object(["type": .string("array"), "items": text]), "platform": text, "inputs": list("Tensor"),
      "outputs": list("Tensor"), "parameters": type("object"),
    ]),
    "InferenceRequest": object(
      ["id": text, "inputs": list("Tensor"), "outputs": list(nil), "parameters": type("object")], required: ["inputs"]),
    "InferenceAnswer": object(
      ["id": text, "model_name": text, "model_version": text, "outputs": list("Tensor")],
      required: ["model_name", "model_version", "outputs"]),
    "PredictionRequest": object(["instances": list(nil)]),
    "PredictionAnswer": object(["predictions": list(nil)]),
  ]
}
