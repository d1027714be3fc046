import GLib
import Soup
import Vocabulary

extension Routes {
  /// The Open Inference Protocol (KServe v2): this server as an encoder for others.
  static func inference(_ limits: ServerLimits) -> [Route] {
    [
      protocolRoute("/v2/health/live", .open, "Whether the server answers.", "Status") { _, _ in .json(Health.live) },
      protocolRoute("/v2/health/ready", .open, "Whether vectors can be asked for.", "Status") { _, services in
        let isReady = await services.backend.embeddings() != nil && !services.isDraining
        return .json(JSONValue.object(["ready": .bool(isReady)]), status: isReady ? 200 : 503)
      },
      protocolRoute("/v2", .signedIn, "What this inference server is.", "InferenceServer") { _, _ in
        .json(
          JSONValue.object([
            "name": .string("MediaSKINoscope"), "version": .string("1"), "extensions": .array([.string("binary_tensor_data")]),
          ]))
      },
    ] + ["", "/versions/{version}"].flatMap { models("/v2/models/{model}" + $0, limits) }
  }

  private enum Health {
    static let live = JSONValue.object(["live": .bool(true)])
  }

  private static func models(_ path: String, _ limits: ServerLimits) -> [Route] {
    [
      protocolRoute(path, .read, "A model's inputs and outputs.", "InferenceModel") { request, services in
        .json(try await model(request, services).metadata)
      },
      protocolRoute(path + "/ready", .read, "Whether a model can be used.", "Status") { request, services in
        .json(JSONValue.object(["name": .string(try await model(request, services).name), "ready": .bool(true)]))
      },
      infer(path + "/infer", limits),
    ]
  }

  private static func protocolRoute(
    _ path: String, _ permission: Permission, _ summary: String, _ schema: String,
    _ answer: @escaping @GLibActor @Sendable (Request, Services) async throws -> HTTPReply
  ) -> Route {
    var description = RouteDescription()
    description.gives = [(200, "As the protocol says.", "application/json", schema)]
    return Route(
      method: .get, pattern: PathPattern(path), permission: permission, kind: .inference, summary: summary,
      description: description, handler: .later(answer))
  }

  private static func infer(_ path: String, _ limits: ServerLimits) -> Route {
    var description = RouteDescription()
    description.takes = [("application/json", "InferenceRequest"), ("application/octet-stream", nil)]
    description.headers = [
      (InferenceMessage.lengthHeader, "Bytes of the JSON part, where tensors follow it as they are (binary tensor extension).")
    ]
    description.gives = [(200, "One vector for each picture or text.", "application/json", "InferenceAnswer")]
    description.fails = [503]
    return Route(
      method: .post, pattern: PathPattern(path), permission: .analyse, kind: .inference,
      summary: "Vectors of pictures or texts; nothing is stored. Live streams go first.", bodyLimit: limits.inferenceBytes,
      description: description,
      handler: .later { request, services in
        let model = try await model(request, services)
        return try await services.admittingInference {
          let query = try await InferenceQuery.read(request, for: model, limits: services.limits)
          let vectors =
            switch query.work {
            case .pictures(let pictures): try await services.backend.embed(pictures: pictures)
            case .texts(let texts): try await services.backend.embed(texts: texts)
            }
          return await query.reply(vectors)
        }
      })
  }

  @GLibActor private static func model(_ request: Request, _ services: Services) async throws -> InferenceModel {
    guard let service = await services.backend.embeddings() else { throw BackendError.encoderMissing }
    guard let model = InferenceModel(named: request.parameters["model"] ?? "", of: service),
      [nil, InferenceModel.version].contains(request.parameters["version"])
    else {
      let names = InferenceModel.all(of: service).map(\.name).joined(separator: ", ")
      throw Problem(404, "unknown-model", "Unknown model", "There are \(names), version \(InferenceModel.version).")
    }
    return model
  }
}
