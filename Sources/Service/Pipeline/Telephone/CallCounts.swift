import Calls

/// What became of calls, words and messages, for metrics.
struct CallCounts: Sendable {
  /// Upper bounds of ``latencies``, in seconds.
  static let bounds: [Double] = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  var placed: UInt64 = 0
  var notPlaced: UInt64 = 0
  var ended: [String: UInt64] = [:]
  var said: UInt64 = 0
  var informed: UInt64 = 0
  var notInformed: UInt64 = 0
  /// Messages by what became of them.
  var messages: [String: UInt64] = [:]
  /// Entries that the journal did not take.
  var unwritten: UInt64 = 0
  /// Voice requests by how they ended.
  var speech: [String: UInt64] = [:]
  /// Words by how long after the decision the service had taken them.
  var latencies = [UInt64](repeating: 0, count: bounds.count + 1)
  var latencySum = 0.0

  /// - Parameter seconds: from an alert's decision until the service had taken the words.
  mutating func note(latency seconds: Double) {
    latencies[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
    latencySum += seconds
  }

  /// - Parameter outcome: of a message.
  mutating func note(message outcome: String) { messages[outcome, default: 0] += 1 }
}
