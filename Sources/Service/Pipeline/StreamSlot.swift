import Capture
import Vocabulary

/// A stream and what feeds it.
struct StreamSlot: Sendable {
  let runtime: StreamRuntime
  /// Where viewers take the encoded stream, if its source has one.
  var tap: EncodedTap?
  /// Plays a pulled source; `nil` for what is pushed.
  var task: Task<Void, Never>?
  /// The publisher's name: the one who may take the stream back.
  var publisher: String?
}
