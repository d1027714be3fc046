import Soup

extension Routes {
  private struct Status: Encodable { let status: String }

  /// Health, metrics and the description of the API.
  static func operations() -> [Route] {
    let ready = Route.Handler.later { _, services in
      let isReady = await services.backend.isReady() && !services.isDraining
      return .json(Status(status: isReady ? "ok" : "not ready"), status: isReady ? 200 : 503)
    }
    var readiness = RouteDescription()
    readiness.gives = [(200, "Ready.", "application/json", "Status")]
    readiness.fails = [503]
    var liveness = RouteDescription()
    liveness.gives = [(200, "Alive.", "application/json", "Status")]
    return [
      Route(
        method: .get, pattern: PathPattern("/health"), permission: .open, summary: "Whether the first frame can be analysed.",
        description: readiness, handler: ready),
      Route(
        method: .get, pattern: PathPattern("/health/ready"), permission: .open,
        summary: "Whether the first frame can be analysed.", description: readiness, handler: ready),
      Route(
        method: .get, pattern: PathPattern("/health/live"), permission: .open, summary: "Whether the server answers.",
        description: liveness, handler: .now { _, _ in .json(Status(status: "ok")) }),
      metrics(), openAPI(),
    ]
  }

  private static func metrics() -> Route {
    var description = RouteDescription()
    description.gives = [(200, "OpenMetrics text, or the older Prometheus text.", "application/openmetrics-text", nil)]
    return Route(
      method: .get, pattern: PathPattern("/metrics"), permission: .read,
      summary: "Counters and gauges for monitoring; single sinks only for who may read them.",
      description: description,
      handler: .later { request, services in
        let text = await services.backend.metrics(namesSinks: Authorisation.allows(request.principal, .export))
        let isOpenMetrics = request.head.header("accept")?.contains("application/openmetrics-text") ?? false
        return .text(
          MetricsText.whole(backend: text, services: services),
          type: isOpenMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8")
      })
  }

  private static func openAPI() -> Route {
    var description = RouteDescription()
    description.gives = [(200, "OpenAPI 3.1.", "application/json", nil)]
    return Route(
      method: .get, pattern: PathPattern("/openapi.json"), permission: .signedIn, summary: "This description.",
      description: description, handler: .now { _, services in .json(OpenAPIDocument.document(of: services.table.routes)) })
  }
}
