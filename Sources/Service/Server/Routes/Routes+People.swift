import Configuration
import Cryptography
import GLib
import People
import Soup
import Vocabulary

extension Routes {
  /// Who may sign in with a name of their own.
  static func people(_ limits: ServerLimits) -> [Route] {
    peopleAtLarge(limits) + onePerson(limits) + groups(limits) + signedInPeople()
  }

  private static func peopleAtLarge(_ limits: ServerLimits) -> [Route] {
    let all = PathPattern("/api/v1/people")
    var listing = RouteDescription()
    listing.gives = [(200, "By name.", "application/json", "PersonList")]
    var adding = personAnswer("The person.", status: 201, fails: [409, 422, 503])
    adding.takes = [("application/json", "NewPerson")]
    return [
      Route(
        method: .get, pattern: all, permission: .managePeople, summary: "Who may sign in with a name of their own.",
        description: listing,
        handler: .later { _, services in .json(ListBody(items: try await services.backend.people.people().map(\.served))) }),
      Route(
        method: .post, pattern: all, permission: .managePeople, summary: "Lets somebody in.", bodyLimit: limits.jsonBytes,
        description: adding, handler: .later(addPerson)),
    ]
  }

  private static func onePerson(_ limits: ServerLimits) -> [Route] {
    let one = PathPattern("/api/v1/people/{person}")
    var changing = personAnswer("The person as they are now. Their sessions are over.", fails: [409, 422])
    changing.takes = [("application/json", "PersonChange")]
    var removing = RouteDescription()
    removing.gives = [(204, "Gone, and their sessions over.", nil, nil)]
    removing.fails = [409]
    var setting = personAnswer("The person. Their sessions are over.", fails: [409, 422, 503])
    setting.takes = [("application/json", "NewPassword")]
    return [
      Route(
        method: .get, pattern: one, permission: .managePeople, summary: "One person.", description: personAnswer("The person."),
        handler: .later { request, services in
          let name = request.decoded("person")
          guard let person = try await services.backend.people.people().first(where: { $0.name == name }) else {
            throw PeopleError.unknownPerson(name)
          }
          return .json(person.served)
        }),
      Route(
        method: .patch, pattern: one, permission: .managePeople, summary: "Changes what somebody may do.",
        bodyLimit: limits.jsonBytes, description: changing, handler: .later(changePerson)),
      Route(
        method: .delete, pattern: one, permission: .managePeople, summary: "Takes somebody out.", description: removing,
        handler: .later(removePerson)),
      Route(
        method: .post, pattern: PathPattern("/api/v1/people/{person}/password"), permission: .managePeople,
        summary: "Sets somebody's password.", bodyLimit: 8_192, description: setting, handler: .later(setPassword)),
    ]
  }

  private static func personAnswer(_ text: String, status: Int = 200, fails: [Int] = []) -> RouteDescription {
    var description = RouteDescription()
    description.gives = [(status, text, "application/json", "Person")]
    description.fails = fails
    return description
  }

  private static let addPerson: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["name", "display", "role", "groups", "password"])
    let groups = try body.texts("groups", allowed: "an array of names of groups") ?? []
    let role = try body.optionalRole("role")
    guard role != nil || !groups.isEmpty else {
      throw Problem.invalid("/role", allowed: "\(BodyReader.roleNames); or null where groups are given")
    }
    let person = try await services.backend.people.add(
      NewPerson(
        name: try body.text("name", allowed: PersonName.allowed),
        display: body.isNull("display")
          ? "" : try body.plainText("display", allowed: "up to 100 characters on one line"), role: role, groups: groups,
        password: Secret(text: try body.text("password", allowed: PasswordRules.allowed))))
    request.audit.about(person.name)
    request.audit.changed(from: nil, to: try? JSONValue(record: person))
    return .json(person.served, status: 201, headers: [("Location", "/api/v1/people/\(PercentEncoding.component(person.name))")])
  }

  private static let changePerson: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["display", "role", "groups", "disabled"])
    var change = PersonChange()
    if body.has("role") { change.role = .some(try body.optionalRole("role")) }
    if body.has("display") { change.display = try body.plainText("display", allowed: "up to 100 characters on one line") }
    change.groups = try body.texts("groups", allowed: "an array of names of groups")
    change.isDisabled = try body.boolean("disabled")
    let (before, after) = try await services.backend.people.change(request.decoded("person"), change)
    services.sweep()
    request.audit.changed(from: try? JSONValue(record: before), to: try? JSONValue(record: after))
    return .json(after.served)
  }

  private static let removePerson: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let person = try await services.backend.people.remove(request.decoded("person"))
    services.sweep()
    request.audit.changed(from: try? JSONValue(record: person), to: nil)
    return .empty()
  }

  private static let setPassword: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["password"])
    let password = Secret(text: try body.text("password", allowed: PasswordRules.allowed))
    let person = try await services.backend.people.setPassword(password, of: request.decoded("person"))
    services.sweep()
    return .json(person.served)
  }
}

extension Person {
  /// As clients see it: every member.
  var served: WithNulls<Person> { WithNulls(record: self, keys: ["role", "password_changed_at", "signed_in_at"]) }
}

extension PeopleGroup {
  /// As clients see it: every member.
  var served: WithNulls<PeopleGroup> { WithNulls(record: self, keys: ["streams"]) }
}
