import GLib

/// The OpenMetrics text: the backend's, this server's, the process's.
enum MetricsText {
  @GLibActor static func whole(backend: String, services: Services) -> String {
    var text = backend
    if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
    text += family("skino_http_replies", "counter", "Replies by class of status; none is a request that ended without one.")
    for (hundred, count) in services.counters.replies.sorted(by: { $0.key < $1.key }) {
      text += "skino_http_replies_total{class=\"\(hundred == 0 ? "none" : "\(hundred)xx")\"} \(count)\n"
    }
    text += family("skino_http_connections", "gauge", "Open connections.")
    text += "skino_http_connections \(services.openConnections())\n"
    text += family("skino_event_clients", "gauge", "Open event streams.")
    text += "skino_event_clients \(services.events.clientCount)\n"
    text += family("skino_events_superseded", "counter", "Events that a newer one replaced before a client took them.")
    text += "skino_events_superseded_total \(services.events.superseded)\n"
    text += family("skino_frame_sockets", "gauge", "Open WebSockets that send frames.")
    text += "skino_frame_sockets \(services.sockets.count)\n"
    text += family("skino_auth_failures", "counter", "Wrong tokens presented.")
    text += "skino_auth_failures_total{route_class=\"api\"} \(services.authenticator.failureCount)\n"
    text += services.mcp.metrics
    return text + ProcessMetrics.text() + "# EOF\n"
  }

  static func family(_ name: String, _ type: String, _ help: String, unit: String? = nil) -> String {
    "# TYPE \(name) \(type)\n" + (unit.map { "# UNIT \(name) \($0)\n" } ?? "") + "# HELP \(name) \(help)\n"
  }
}
