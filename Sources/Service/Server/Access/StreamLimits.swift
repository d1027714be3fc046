import GLib
import Soup
import Vocabulary

/// Keeps people who may see some streams only from everything else. What is not known to be theirs is refused.
enum StreamLimits {
  /// Lists that leave out what is not theirs.
  static let filtered: Set<String> = ["/api/v1/streams", "/api/v1/alerts", "/api/v1/events"]
  /// What every address below this is about is an alert, whose stream is looked up.
  static let alert = "/api/v1/alerts/{id}"
  /// What tells nothing of any stream.
  private static let general = [
    "/api/v1/conditions", "/api/v1/packs", "/api/v1/models", "/api/v1/evidence", "/api/v1/knowledge", "/api/v1/ontology",
    "/api/v1/speech", "/api/v1/analyses", "/v2", "/predict",
  ]

  /// - Throws: 404 for a stream that is not theirs, as for one that does not exist; 403 for what concerns all streams.
  static func check(_ principal: Principal?, _ route: Route, _ parameters: [String: String]) throws(Problem) {
    guard let principal, let streams = principal.streams(for: route.permission) else { return }
    if let name = parameters["stream"] {
      // A page holds nothing yet; what it asks for is checked.
      guard route.kind != .page, let stream = StreamIdentifier(name), !streams.contains(stream) else { return }
      throw Problem(.unknownStream(stream))
    }
    guard !isGeneral(route) else { return }
    throw .limitedToStreams(streams)
  }

  /// Whether a route needs no check, or makes it itself.
  static func isGeneral(_ route: Route) -> Bool {
    let path = route.pattern.text
    return route.kind == .page || route.kind == .asset || [.open, .signature, .signedIn].contains(route.permission)
      || filtered.contains(path) || isAboutAlert(route) || general.contains { path == $0 || path.hasPrefix($0 + "/") }
  }

  static func isAboutAlert(_ route: Route) -> Bool { route.pattern.text == alert || route.pattern.text.hasPrefix(alert + "/") }

  /// - Throws: 404 for an alert of a stream that is not theirs, as for one that does not exist.
  @GLibActor static func checkAlert(_ request: Request, _ route: Route, _ services: Services) async throws {
    guard isAboutAlert(route), let streams = request.principal?.streams(for: route.permission) else { return }
    let id = try request.alert()
    guard streams.contains(try await services.backend.alert(id).stream) else { throw BackendError.unknownAlert(id) }
  }
}
