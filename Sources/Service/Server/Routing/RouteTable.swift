import Soup

/// Every route that the server has. What is not here does not exist.
struct RouteTable: Sendable {
  let routes: [Route]
  private let literal: [String: [Route]]
  private let patterned: [Int: [Route]]

  init(_ routes: [Route]) {
    self.routes = routes
    literal = Dictionary(grouping: routes.filter(\.pattern.isLiteral), by: \.pattern.text)
    patterned = Dictionary(grouping: routes.filter { !$0.pattern.isLiteral }, by: \.pattern.segments.count)
    let keys = Set(routes.map { "\($0.method.rawValue) \($0.pattern.text)" })
    precondition(keys.count == routes.count, "a route is listed twice")
  }

  enum Match {
    case route(Route, parameters: [String: String])
    /// The address exists and does not take this method.
    case wrongMethod(allowed: [String])
    /// `OPTIONS` where the route has none of its own.
    case options(allowed: [String])
    case none
  }

  func match(method: String, path: String) -> Match {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var candidates = literal[path, default: []].map { ($0, [String: String]()) }
    if candidates.isEmpty {
      let parts = Array(segments)
      candidates = patterned[parts.count, default: []].compactMap { route in
        route.pattern.match(parts).map { (route, $0) }
      }
    }
    guard !candidates.isEmpty else { return .none }
    // HEAD is GET without its body.
    let wanted = method == "HEAD" ? "GET" : method
    if let (route, parameters) = candidates.first(where: { $0.0.method.rawValue == wanted }) {
      return .route(route, parameters: parameters)
    }
    let allowed = Self.allowed(candidates.map(\.0))
    return method == "OPTIONS" ? .options(allowed: allowed) : .wrongMethod(allowed: allowed)
  }

  private static func allowed(_ routes: [Route]) -> [String] {
    var methods = Set(routes.map(\.method.rawValue))
    methods.insert("OPTIONS")
    if methods.contains("GET") { methods.insert("HEAD") }
    return methods.sorted()
  }
}
