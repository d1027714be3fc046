import GLib
import Soup
import Vocabulary

extension Routes {
  /// Vertex AI's prediction route with the instances of Google's MedSigLIP container.
  static func prediction(_ limits: ServerLimits) -> [Route] {
    var description = RouteDescription()
    description.takes = [("application/json", "PredictionRequest")]
    description.gives = [(200, "A prediction or an error for each instance.", "application/json", "PredictionAnswer")]
    description.fails = [503]
    return [
      Route(
        method: .post, pattern: PathPattern("/predict"), permission: .analyse, kind: .prediction,
        summary: "Vectors of texts and pictures in Vertex AI's shape; nothing is stored and nothing is fetched.",
        bodyLimit: limits.predictionBytes, description: description,
        handler: .later { request, services in
          guard let service = await services.backend.embeddings() else { throw BackendError.encoderMissing }
          return try await services.admittingInference {
            let instances = try await PredictionInstance.read(request.body, limits: services.limits)
            var predictions: [JSONValue] = []
            for instance in instances { predictions.append(try await predict(instance, service, services.backend)) }
            return await .longJSON(JSONValue.object(["predictions": .array(predictions)]))
          }
        })
    ]
  }

  /// One bad instance does not spoil the others.
  private static func predict(
    _ instance: PredictionInstance, _ service: EmbeddingService, _ backend: any Backend
  ) async throws(BackendError) -> JSONValue {
    do throws(BackendError) {
      switch instance {
      case .refused(let reason): return Prediction.error(reason)
      case .text(let text): return Prediction.embedding(try await backend.embed(texts: [text])[0], isText: true, service)
      case .picture(let bytes):
        return Prediction.embedding(try await backend.embed(pictures: [.file(bytes)])[0], isText: false, service)
      }
    } catch {
      guard case .unacceptable(_, let reason) = error else { throw error }
      return Prediction.error(reason)
    }
  }
}
