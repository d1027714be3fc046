/// Where an alert stands. An ended alert stays until someone acknowledges it.
public enum AlertState: String, Sendable, Hashable, Codable, CaseIterable {
  case active, ended, acknowledged, silenced
}
