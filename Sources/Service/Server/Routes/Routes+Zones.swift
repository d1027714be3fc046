import GLib
import Soup
import Vocabulary

extension Routes {
  /// Parts of the picture that a session ignores.
  static func zones(_ limits: ServerLimits) -> [Route] {
    let pattern = PathPattern("/api/v1/streams/{stream}/zones")
    let described = answer("The zones as they are now.", "Zones")
    var adding = answer("The zones as they are now.", "Zones", status: 201, fails: [409, 422])
    adding.takes = [("application/json", "ZoneRequest")]
    return [
      Route(
        method: .get, pattern: pattern, permission: .read,
        summary: "The parts of the picture that the stream's session ignores, and how many findings lay in them.",
        description: described,
        handler: .later { request, services in .json(try await services.backend.house.zones(try request.stream())) }),
      Route(
        method: .post, pattern: pattern, permission: .setThresholds, summary: "Ignores one more zone until the session ends.",
        bodyLimit: limits.jsonBytes, description: adding, handler: .later(addZone)),
      Route(
        method: .delete, pattern: pattern, permission: .setThresholds, summary: "Looks at every zone again.",
        description: described,
        handler: .later { request, services in
          .json(try await services.backend.house.removeZone(try request.stream(), nil, by: try request.caller()))
        }),
      Route(
        method: .delete, pattern: PathPattern("/api/v1/streams/{stream}/zones/{zone}"), permission: .setThresholds,
        summary: "Looks at a zone again.", description: described,
        handler: .later { request, services in
          guard let zone = request.parameters["zone"], RandomIdentifier.isHexadecimal128(zone) else { throw Problem.notFound }
          return .json(try await services.backend.house.removeZone(try request.stream(), zone, by: try request.caller()))
        }),
    ]
  }

  private static let addZone: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    let body = try BodyReader(request, allowing: ["x", "y", "width", "height", "label"])
    func fraction(_ key: String, in range: ClosedRange<Double>) throws -> Double {
      guard let value = try body.number(key, in: range) else {
        throw Problem.invalid("/\(key)", allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    let (x, y) = (try fraction("x", in: 0...0.99), try fraction("y", in: 0...0.99))
    let (width, height) = (try fraction("width", in: 0.01...1), try fraction("height", in: 0.01...1))
    // A hair more than 1 is a browser's rounding.
    guard x + width <= 1.0005 else { throw Problem.invalid("/width", allowed: "at most 1 together with x") }
    guard y + height <= 1.0005 else { throw Problem.invalid("/height", allowed: "at most 1 together with y") }
    let label = try body.optionalText("label", allowed: "up to 80 characters, or no such member") ?? ""
    guard label.count <= 80 else { throw Problem.invalid("/label", allowed: "up to 80 characters") }
    let zones = try await services.backend.house.addZone(
      try request.stream(), ZoneRequest(x: x, y: y, width: width, height: height, label: label), by: try request.caller())
    return .json(zones, status: 201)
  }
}
