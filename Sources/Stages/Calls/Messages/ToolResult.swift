public import Vocabulary

/// The answer to one ``ToolCall``.
public struct ToolResult: Sendable, Hashable {
  public let id: String
  public let name: String
  /// Text for the assistant.
  public let text: String

  /// - Parameters:
  ///   - call: what is answered.
  ///   - text: for the assistant.
  public init(_ call: ToolCall, _ text: String) {
    (id, name) = (call.id, call.name)
    self.text = text
  }

  /// The reply to the message that asked.
  ///
  /// - Parameter results: in the order of the calls.
  /// - Returns: VAPI's shape, `{"results":[{"name","toolCallId","result"}]}`.
  public static func reply(_ results: [ToolResult]) -> JSONValue {
    .object([
      "results": .array(
        results.map {
          .object(["name": .string($0.name), "toolCallId": .string($0.id), "result": .string($0.text)])
        })
    ])
  }
}
