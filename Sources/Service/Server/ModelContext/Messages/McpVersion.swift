/// A revision of the Model Context Protocol that this server speaks.
///
/// - Source: modelcontextprotocol.io/specification, revisions of the same names.
enum McpVersion: String, Sendable, CaseIterable {
  /// The first with streamable HTTP; the only one with batches.
  case march2025 = "2025-03-26"
  /// Structured results; no batches.
  case june2025 = "2025-06-18"
  case november2025 = "2025-11-25"
  /// No sessions: every request says its version itself.
  case july2026 = "2026-07-28"

  static let newestWithSessions = McpVersion.november2025

  var isStateless: Bool { self == .july2026 }
  var knowsBatches: Bool { self == .march2025 }
  /// Whether results may carry `structuredContent`, and tools a title and an output schema.
  var knowsStructure: Bool { self != .march2025 }
  /// Whether an event without data primes a client for resuming.
  var knowsPriming: Bool { self == .november2025 }

  /// What a handshake agrees on: what was asked for where it is known, else the newest that has handshakes.
  static func agreed(on asked: String) -> McpVersion {
    guard let version = McpVersion(rawValue: asked), !version.isStateless else { return newestWithSessions }
    return version
  }
}
