import Configuration
import GLib
import People
import Soup
import Vocabulary

extension Routes {
  /// Roles that several people hold, on some streams or on all.
  static func groups(_ limits: ServerLimits) -> [Route] {
    let all = PathPattern("/api/v1/people/groups")
    let one = PathPattern("/api/v1/people/groups/{group}")
    var listing = RouteDescription()
    listing.gives = [(200, "By name.", "application/json", "GroupList")]
    var adding = RouteDescription()
    adding.takes = [("application/json", "Group")]
    adding.gives = [(201, "The group.", "application/json", "Group")]
    adding.fails = [409, 422]
    var changing = adding
    changing.gives = [(200, "The group. Its members' sessions are over.", "application/json", "Group")]
    changing.fails = [409, 422]
    var removing = RouteDescription()
    removing.gives = [(204, "Gone, and its members' sessions over.", nil, nil)]
    removing.fails = [409]
    return [
      Route(
        method: .get, pattern: all, permission: .managePeople, summary: "Groups: roles on streams.", description: listing,
        handler: .later { _, services in .json(ListBody(items: try await services.backend.people.groups().map(\.served))) }),
      Route(
        method: .post, pattern: all, permission: .managePeople, summary: "Makes a group.", bodyLimit: limits.jsonBytes,
        description: adding, handler: .later(addGroup)),
      Route(
        method: .patch, pattern: one, permission: .managePeople, summary: "Changes a group.", bodyLimit: limits.jsonBytes,
        description: changing, handler: .later(changeGroup)),
      Route(
        method: .delete, pattern: one, permission: .managePeople, summary: "Takes a group away.", description: removing,
        handler: .later { request, services in
          let group = try await services.backend.people.removeGroup(request.decoded("group"))
          services.sweep()
          request.audit.changed(from: try? JSONValue(record: group), to: nil)
          return .empty()
        }),
    ]
  }

  private static let addGroup: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["name", "role", "streams"])
    let text = try body.text("name", allowed: PersonName.allowed)
    guard let name = PersonName.normalised(text) else { throw Problem.invalid("/name", allowed: PersonName.allowed) }
    let people = services.backend.people
    guard try await people.groups().allSatisfy({ $0.name != name }) else { throw PeopleError.exists(name) }
    guard let role = try body.choice("role", of: Role.self) else { throw Problem.invalid("/role", allowed: BodyReader.roleNames) }
    let group = PeopleGroup(name: name, role: role, streams: try body.streams("streams"))
    _ = try await people.set(group)
    request.audit.about(name)
    request.audit.changed(from: nil, to: try? JSONValue(record: group))
    return .json(group.served, status: 201, headers: [("Location", "/api/v1/people/groups/\(PercentEncoding.component(name))")])
  }

  private static let changeGroup: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["role", "streams"])
    let (people, name) = (services.backend.people, request.decoded("group"))
    guard let before = try await people.groups().first(where: { $0.name == name }) else { throw PeopleError.unknownGroup(name) }
    let group = PeopleGroup(
      name: name, role: try body.choice("role", of: Role.self) ?? before.role,
      streams: body.has("streams") ? try body.streams("streams") : before.streams)
    _ = try await people.set(group)
    services.sweep()
    request.audit.changed(from: try? JSONValue(record: before), to: try? JSONValue(record: group))
    return .json(group.served)
  }
}

extension BodyReader {
  static let roleNames = Role.allCases.map(\.rawValue).joined(separator: ", ")

  /// A role, or `nil` for null or nothing.
  func optionalRole(_ key: String) throws(Problem) -> Role? { isNull(key) ? nil : try choice(key, of: Role.self) }

  /// Streams, or `nil` for all.
  func streams(_ key: String) throws(Problem) -> Set<StreamIdentifier>? {
    guard let names = try texts(key, allowed: "an array of ids of streams; null for all") else { return nil }
    var streams: Set<StreamIdentifier> = []
    for (place, name) in names.enumerated() {
      guard let stream = StreamIdentifier(name) else {
        throw .invalid("/\(key)/\(place)", allowed: "the id of a stream: 1 to 64 of a-z, 0-9 and -")
      }
      streams.insert(stream)
    }
    return streams
  }
}
