import GLib
import Soup
import Vocabulary

extension Routes {
  /// What the settings pages show: checks, storage, configuration, packs, a sentence to try.
  static func house(_ limits: ServerLimits) -> [Route] { diagnosis() + reports() + [trial(limits)] }

  static func answer(_ text: String, _ schema: String, status: Int = 200, fails: [Int] = []) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", schema)]
    description.fails = fails
    return description
  }

  private static func diagnosis() -> [Route] {
    let pattern = PathPattern("/api/v1/diagnosis")
    return [
      Route(
        method: .get, pattern: pattern, permission: .diagnose, summary: "How the machine was found when it was last examined.",
        description: answer("The checks, each with its remedy.", "Diagnosis"),
        handler: .later { _, services in .json(await services.backend.house.diagnosis().served) }),
      Route(
        method: .post, pattern: pattern, permission: .diagnose, summary: "Examines the machine, unless that is under way.",
        bodyLimit: 1_024, description: answer("It is under way; the last report.", "Diagnosis", status: 202),
        handler: .later { _, services in
          let report = await services.backend.house.examine()
          return .json(report.served, status: 202)
        }),
    ]
  }

  private static func reports() -> [Route] {
    [
      Route(
        method: .get, pattern: PathPattern("/api/v1/storage"), permission: .diagnose,
        summary: "What the data folder holds, and how large it is.", description: answer("What is kept.", "Storage"),
        handler: .later { _, services in
          let report = try await services.backend.house.storage()
          return .json(WithNulls(record: report, keys: ["free_bytes"]))
        }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/settings"), permission: .read,
        summary: "What the configuration says, without secrets.", description: answer("What is in force.", "Settings"),
        handler: .later { _, services in
          .json(WithNulls(record: await services.backend.house.settings(), keys: ["overlay_text"]))
        }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/packs/{pack}/lint"), permission: .read,
        summary: "What is wrong with a loaded pack, or could be better.", description: answer("Remarks, worst first.", "Lint"),
        handler: .later { request, services in
          .json(try await services.backend.house.lint(request.parameters["pack"] ?? ""))
        }),
    ]
  }

  private static func trial(_ limits: ServerLimits) -> Route {
    var description = answer("The sentence and its sound.", "VoiceTrial", fails: [409, 422])
    description.takes = [("application/json", "VoiceTrialRequest")]
    return Route(
      method: .post, pattern: PathPattern("/api/v1/voice/trial"), permission: .respond,
      summary: "A sentence as the server would say it, for a page to play. It is said nowhere else.",
      bodyLimit: limits.jsonBytes, description: description,
      handler: .later { request, services in
        let body = try BodyReader(request, allowing: ["condition", "tier"])
        let allowed = "the id of a condition"
        guard let condition = ConditionIdentifier(try body.text("condition", allowed: allowed)) else {
          throw Problem.invalid("/condition", allowed: allowed)
        }
        let tier = try body.choice("tier", of: AlertTier.self) ?? .warning
        return .json(try await services.backend.house.tryVoice(condition, tier))
      })
  }
}

extension DiagnosisReport {
  /// As clients see it: every member.
  var served: WithNulls<DiagnosisReport> { WithNulls(record: self, keys: ["examined_at"]) }
}
