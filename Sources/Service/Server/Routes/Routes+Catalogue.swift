import GLib
import Soup
import Vocabulary

extension Routes {
  /// What is loaded.
  static func catalogue() -> [Route] {
    [
      listing("/api/v1/conditions", "Condition", "The conditions of all loaded packs; controls are in the packs.") { services in
        let proven = await services.backend.provenConditions()
        var known: Set<ConditionIdentifier> = []
        let conditions = await services.backend.packs().flatMap(\.conditions).filter { known.insert($0.id).inserted }
        return await .longJSON(ListBody(items: conditions.map { ServedCondition($0, isProven: proven.contains($0.id)) }))
      },
      listing("/api/v1/packs", "Pack", "The loaded specialty packs.") { services in
        let proven = await services.backend.provenConditions()
        return await .longJSON(ListBody(items: await services.backend.packs().map { ServedPack($0, proven: proven) }))
      },
      listing("/api/v1/models", "Model", "The loaded encoders.") { services in
        var items: [ServedModel] = []
        for encoder in await services.backend.encoders() {
          items.append(ServedModel(encoder, areMapsFaithful: await services.backend.areMapsFaithful(of: encoder)))
        }
        return await .longJSON(ListBody(items: items))
      },
    ]
  }

  private static func listing(
    _ path: String, _ schema: String, _ summary: String,
    _ answer: @escaping @GLibActor @Sendable (Services) async throws -> HTTPReply
  ) -> Route {
    var description = RouteDescription()
    description.gives = [(200, "All of them.", "application/json", "\(schema)List")]
    return Route(
      method: .get, pattern: PathPattern(path), permission: .read, summary: summary, description: description,
      handler: .later { _, services in try await answer(services) })
  }
}
