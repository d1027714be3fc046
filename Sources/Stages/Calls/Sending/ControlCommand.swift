public import Vocabulary

/// What is sent to a call's control address.
///
/// - Source: VAPI's published shapes of live call control.
public enum ControlCommand: Sendable, Hashable {
  /// Words to be said as they stand. `interrupts`: what the assistant says at the moment is cut off for it.
  case say(String, interrupts: Bool)
  /// What the assistant is to know, without saying anything.
  case context(String)
  case hangUp

  /// The body of the request.
  public var body: JSONValue {
    switch self {
    case .say(let words, let interrupts):
      .object([
        "type": "say", "content": .string(words), "endCallAfterSpoken": false, "interruptionsEnabled": true,
        "interruptAssistantEnabled": .bool(interrupts),
      ])
    case .context(let words):
      .object([
        "type": "add-message", "message": .object(["role": "system", "content": .string(words)]), "triggerResponseEnabled": false,
      ])
    case .hangUp: .object(["type": "end-call"])
    }
  }
}
