/// A message with what it is about.
public struct ReceivedMessage: Sendable, Hashable {
  /// `nil` where it names none.
  public let call: CallIdentifier?
  /// When the service says it was sent, in milliseconds since 1970; `nil` where it does not.
  public let sentAt: Int64?
  public let content: CallMessage

  /// - Parameters:
  ///   - call: what it is about.
  ///   - sentAt: milliseconds since 1970.
  ///   - content: what it says.
  public init(call: CallIdentifier?, sentAt: Int64?, content: CallMessage) {
    self.call = call
    self.sentAt = sentAt
    self.content = content
  }
}
