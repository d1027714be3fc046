import Vocabulary

/// What became of utterances, for metrics.
struct VoiceCounts: Sendable {
  var spoken: UInt64 = 0
  var stopped: [String: UInt64] = [:]
  /// Utterances for which no clip was ready.
  var missing: UInt64 = 0
  /// Outlets that refused one.
  var failedOutlets: UInt64 = 0
  /// Those that the journal did not take.
  var unwritten: UInt64 = 0

  mutating func note(_ record: SpeechRecord) {
    switch record.state {
    case .spoken: spoken += 1
    case .stopped: stopped[record.reason ?? "", default: 0] += 1
    case .speaking: break
    }
  }
}
