import GLib
import Soup
import Vocabulary

extension Routes {
  /// When each condition alerts on a stream.
  static func thresholds(_ limits: ServerLimits) -> [Route] {
    let pattern = PathPattern("/api/v1/streams/{stream}/thresholds")
    var reading = RouteDescription()
    reading.gives = [(200, "By condition; the ETag names this version.", "application/json", "Thresholds")]
    var changing = RouteDescription()
    changing.headers = [("If-Match", "The ETag that was read; optional. 412 if someone changed it since.")]
    changing.takes = [("application/json", "Thresholds")]
    changing.gives = [(200, "All of them, as they are now.", "application/json", "Thresholds")]
    changing.fails = [412, 422]
    return [
      Route(
        method: .get, pattern: pattern, permission: .read, summary: "The thresholds in force.", description: reading,
        handler: .later { request, services in reply(try await services.backend.thresholds(try request.stream())) }),
      Route(
        method: .patch, pattern: pattern, permission: .setThresholds,
        summary: "Sets the conditions and fields given, all or none; every change is audited.", bodyLimit: limits.jsonBytes,
        description: changing, handler: .later(change)),
    ]
  }

  private static func reply(_ table: ThresholdTable) -> HTTPReply {
    let settings = Dictionary(uniqueKeysWithValues: table.settings.map { ($0.key.text, $0.value) })
    return .json(settings, headers: [("ETag", EntityTag.quoted(table.revision))])
  }

  private static func values(
    of conditions: some Sequence<ConditionIdentifier>, in table: ThresholdTable
  ) -> JSONValue? {
    let known = conditions.compactMap { id in table.settings[id].map { (id.text, $0) } }
    return try? JSONValue(record: Dictionary(uniqueKeysWithValues: known))
  }

  private static let change: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let stream = try request.stream()
    let caller = try request.caller()
    let patch = try BodyReader.object(of: request)
    // Fields are merged into what is there, so that a change in between must be seen; without If-Match it is merged again.
    for attempt in 0... {
      let current = try await services.backend.thresholds(stream)
      let tags = request.ifMatch
      if let tags, !tags.contains("*"), !tags.contains(current.revision) {
        throw BackendError.stale(current: current.revision)
      }
      let changes = try ThresholdPatch(patch).applied(to: current.settings)
      do throws(BackendError) {
        let table = try await services.backend.changeThresholds(stream, changes, ifRevision: current.revision, by: caller)
        request.audit.changed(
          from: values(of: changes.keys, in: current), to: values(of: changes.keys, in: table))
        return reply(table)
      } catch {
        guard case .stale = error, tags == nil, attempt < 3 else { throw error }
      }
    }
    throw BackendError.overloaded(retryAfterSeconds: 1)
  }
}
