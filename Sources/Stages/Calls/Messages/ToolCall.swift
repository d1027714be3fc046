public import Vocabulary

/// Something that the assistant of a call asks this server to do.
public struct ToolCall: Sendable, Hashable {
  /// Repeated in the answer.
  public let id: String
  public let name: String
  public let arguments: [String: JSONValue]

  /// - Parameters:
  ///   - id: repeated in the answer.
  ///   - name: of the tool.
  ///   - arguments: as the assistant's language model wrote them: to be believed in nothing.
  public init(id: String, name: String, arguments: [String: JSONValue]) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}
