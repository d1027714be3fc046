public import Vocabulary

/// Why a clip could not be read to its end.
public struct ClipFault: Error, Sendable, Hashable, CustomStringConvertible {
  public let message: UserMessage
  public var description: String { message.text }
}
