/// Something a viewer must be told: a stable code, and what happened, what it means, what to do.
public struct UserMessage: Sendable, Hashable, Codable {
  public let code: String
  public let text: String

  public init(code: String, text: String) {
    self.code = code
    self.text = text
  }
}
