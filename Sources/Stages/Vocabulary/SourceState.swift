/// How a stream's source fares.
public enum SourceState: String, Sendable, Hashable, Codable, CaseIterable {
  case connecting, live, lost, ended, failed
}
