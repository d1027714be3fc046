public import Vocabulary

/// The part of the journal that the road needs.
public protocol JournalWriter: Sendable {
  /// Stores entries and what sinks must receive of them in one transaction; returns when they are durable.
  func append(_ drafts: [JournalDraft], deliveries: [JournalDelivery]) async throws -> [JournalEntry]
  /// The projection of one alert.
  func record(of alert: AlertIdentifier) async throws -> AlertRecord
}
