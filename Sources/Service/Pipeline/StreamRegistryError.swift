import Vocabulary

/// Why a stream could not be added.
enum StreamRegistryError: Error, Sendable, Hashable {
  case exists(StreamIdentifier)
  case unknown(StreamIdentifier)
  case unknownPack(String, known: [String])
  case full(limit: Int)
  /// Someone else publishes there.
  case busy(StreamIdentifier)
}
