import Journal
import Vocabulary

/// Takes messages to one sink.
protocol SinkTransport: Sendable {
  /// Tries once to hand a delivery over; returns within the sink's time.
  func attempt(_ delivery: PendingDelivery) async -> AttemptResult
  /// Tries the sink with something that is no alert.
  func test() async -> AttemptResult
  /// Called every 20 seconds or so.
  func beat() async
  /// Ends what is open.
  func close() async
}
