import GLib
import Soup
import Vocabulary

extension Routes {
  /// Choosing thresholds by what they mean, and trying them on what is kept.
  static func workbench(_ limits: ServerLimits) -> [Route] {
    var point = RouteDescription()
    point.query = [
      ("sensitivity", "The share of cases to find, above 0, at most 1."),
      ("alerts_an_hour", "Alerts an hour that can be borne."), ("probability", "Where to begin, above 0, at most 1."),
      ("prevalence", "How common the condition is among those who are looked at, above 0, below 1; 0.01 if it is not given."),
    ]
    point.gives = [(200, "What it means; what cannot be had is said in `refused`.", "application/json", "OperatingPoint")]
    point.fails = [422]
    var trying = RouteDescription()
    trying.takes = [("application/json", "WhatIfRequest")]
    trying.gives = [(200, "The alerts that would have been.", "application/json", "WhatIf")]
    trying.fails = [422, 503]
    var changes = RouteDescription()
    changes.query = [("limit", "How many at most, 50 if it is not given.")]
    changes.gives = [(200, "Journal entries, newest first.", "application/json", "EntryList")]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/streams/{stream}/operating-points/{condition}"), permission: .read,
        summary: "What a threshold means: sensitivity, specificity, predictive values, alerts an hour, each with its interval.",
        description: point, handler: .later(operatingPoint)),
      Route(
        method: .post, pattern: PathPattern("/api/v1/streams/{stream}/what-if"), permission: .setThresholds,
        summary: "The alerts that other thresholds, descriptors or another pack would have raised on kept vectors.",
        bodyLimit: limits.jsonBytes, description: trying, handler: .later(whatIf)),
      Route(
        method: .get, pattern: PathPattern("/api/v1/streams/{stream}/changes"), permission: .read,
        summary: "The newest changes of the stream's thresholds and packs.", description: changes,
        handler: .later { request, services in
          let limit = request.query["limit"].flatMap { Int($0) } ?? 50
          guard (1...200).contains(limit) else { throw Problem.invalid("/limit", allowed: "a whole number from 1 to 200") }
          let entries = try await services.backend.workbench.changes(try request.stream(), limit: limit)
          return await .longJSON(ListBody(items: entries.map(\.withoutVectors.served)))
        }),
    ]
  }

  private static let operatingPoint: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = {
    request, services in
    guard let condition = ConditionIdentifier(request.parameters["condition"] ?? "") else { throw Problem.notFound }
    let query = request.query
    let names = ["sensitivity", "alerts_an_hour", "probability"]
    let given = names.filter { query[$0] != nil }
    guard given.count < 2 else {
      throw Problem.invalid("/\(given[1])", allowed: "one of \(names.joined(separator: ", ")), not several")
    }
    func number(_ name: String, _ allowed: String, _ isAllowed: (Double) -> Bool) throws -> Double? {
      guard let text = query[name] else { return nil }
      guard let value = Double(text), value.isFinite, isAllowed(value) else {
        throw Problem.invalid("/\(name)", allowed: allowed)
      }
      return value
    }
    let share = "a number above 0 and at most 1"
    let prevalence = try number("prevalence", "a number above 0 and below 1") { $0 > 0 && $0 < 1 } ?? 0.01
    var choice = OperatingPointQuery.Choice.inUse
    if let value = try number("sensitivity", share, { $0 > 0 && $0 <= 1 }) { choice = .sensitivity(value) }
    if let value = try number("probability", share, { $0 > 0 && $0 <= 1 }) { choice = .probability(value) }
    if let value = try number("alerts_an_hour", "a number from 0 to 10000", { $0 >= 0 && $0 <= 10_000 }) {
      choice = .alertsAnHour(value)
    }
    let point = try await services.backend.workbench.operatingPoint(
      try request.stream(), OperatingPointQuery(condition: condition, choice: choice, prevalence: prevalence))
    return await .longJSON(WithNulls(record: point, keys: OperatingPoint.nullable))
  }

  private static let whatIf: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let stream = try request.stream()
    let members = try BodyReader.object(of: request)
    let body = try BodyReader(members, at: "", allowing: ["thresholds", "pack", "descriptors", "minutes", "until"])
    let minutes = try body.integer("minutes", in: 1...240) ?? 60
    let allowed = "a time such as 2026-11-24T13:17:12.345Z"
    let until = try body.optionalText("until", allowed: allowed)
    let end = until.map { RFC3339.wallMilliseconds($0) } ?? services.time.now().wallMilliseconds
    guard let end else { throw Problem.invalid("/until", allowed: allowed) }
    let pack = try body.optionalText("pack", allowed: "the name or the fingerprint of a pack")
    var settings: [ConditionIdentifier: ThresholdSetting] = [:]
    switch members["thresholds"] {
    case nil, .null: break
    case .object(let fields):
      let current = try await services.backend.thresholds(stream)
      settings = try ThresholdPatch(fields, at: "/thresholds").applied(to: current.settings)
    default: throw Problem.invalid("/thresholds", allowed: "an object of conditions, each with the fields to try")
    }
    let descriptors = try DescriptorsReader.read(members["descriptors"])
    guard pack == nil || descriptors.isEmpty else {
      throw Problem.invalid("/descriptors", allowed: "either pack or descriptors, not both")
    }
    let query = WhatIfQuery(
      settings: settings, pack: pack, descriptors: descriptors, wall: (end - Int64(minutes) * 60_000)...end)
    let found = try await services.backend.workbench.whatIf(stream, query)
    return await .longJSON(WithNulls(record: found, keys: ["reason"]))
  }
}
