/// How urgent an alert is, after the priorities of IEC 60601-1-8.
public enum AlertTier: String, Sendable, Hashable, Codable, CaseIterable {
  case warning, caution, advisory
}
