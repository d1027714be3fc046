public import Cryptography
public import Soup
public import Vocabulary

/// The call service and this server's account there.
public struct CallService: Sendable {
  /// Who speaks in the call.
  public enum Assistant: Sendable, Hashable {
    /// One that is kept at the service.
    case kept(id: String)
    /// One that is sent along: an object.
    case sent([String: JSONValue])
  }

  public var target: HTTPTarget
  /// The account's private key.
  public var key: Secret
  public var assistant: Assistant
  /// The service's name of the number that calls; `nil` = only web calls.
  public var phoneNumber: String?
  /// The number on duty.
  public var number: Secret?
  public var control: ControlRules
  /// Where the service sends its messages, for an assistant that is sent along.
  public var messageAddress: String
  /// PEM certificates to trust instead of the system's.
  public var authorityFile: String?
  /// The longest that one request for a call may take.
  public var placePatience: Duration = .seconds(10)
  /// The longest that one request to a call may take.
  public var controlPatience: Duration = .seconds(3)
  /// The longest that all attempts together may take, of either.
  public var totalPatience: Duration = .seconds(20)
  /// Bytes of an answer.
  public var answerLimit = 262_144

  /// - Parameters:
  ///   - target: the service.
  ///   - key: the account's private key.
  ///   - assistant: who speaks.
  ///   - control: where calls may be controlled from.
  ///   - messageAddress: where the service sends its messages.
  public init(target: HTTPTarget, key: Secret, assistant: Assistant, control: ControlRules, messageAddress: String) {
    self.target = target
    self.key = key
    self.assistant = assistant
    self.control = control
    self.messageAddress = messageAddress
  }

  /// Whether it can ring somebody.
  public var canPhone: Bool { phoneNumber != nil && number != nil }

  /// Where a call of that kind is asked for, and with what.
  ///
  /// - Parameter kind: how people take part.
  /// - Returns: path and body.
  /// - Throws: ``CallError/settings(what:)`` for a phone call without numbers.
  public func order(_ kind: CallKind) throws(CallError) -> (path: String, body: JSONValue) {
    var members: [String: JSONValue] =
      switch assistant {
      case .kept(let id): ["assistantId": .string(id)]
      case .sent(let assistant): ["assistant": .object(completed(assistant))]
      }
    guard kind == .phone else { return ("/call/web", .object(members)) }
    guard let phoneNumber, let number else {
      throw .settings(what: "nobody can be rung: phone_number_id and number_file are missing under voice: vapi:")
    }
    members["phoneNumberId"] = .string(phoneNumber)
    members["customer"] = .object(["number": .string(number.withText { $0 })])
    return ("/call", .object(members))
  }

  /// Without a control address nothing could be said in the call, and without messages nothing would be known of it.
  private func completed(_ assistant: [String: JSONValue]) -> [String: JSONValue] {
    func members(_ value: JSONValue?) -> [String: JSONValue] { if case .object(let members)? = value { members } else { [:] } }
    var completed = assistant
    completed["monitorPlan"] = .object(members(assistant["monitorPlan"]).merging(["controlEnabled": true]) { $1 })
    completed["server"] = .object(["url": .string(messageAddress)].merging(members(assistant["server"])) { $1 })
    return completed
  }
}
