/// How the server's one line for calls stands, as clients see it. No number, no address and nothing that was said.
public struct CallState: Sendable, Hashable, Encodable {
  /// The call that is under way.
  public struct Call: Sendable, Hashable, Encodable {
    /// The service's name of it; `nil` while it was only asked for.
    public let id: String?
    /// `phone` or `web`.
    public let kind: String
    /// `asked`, `scheduled`, `queued`, `ringing`, `in-progress`, `forwarding`.
    public let status: String

    /// - Parameters:
    ///   - id: the service's name of it.
    ///   - kind: how people take part.
    ///   - status: how far it has come.
    public init(id: String?, kind: String, status: String) {
      self.id = id
      self.kind = kind
      self.status = status
    }

    private enum CodingKeys: String, CodingKey { case id, kind, status }

    // Written by hand: an absent id must read `null`, not be missing.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(kind, forKey: .kind)
      try container.encode(status, forKey: .status)
    }
  }

  /// Whether the number on duty can be rung.
  public let canPhone: Bool
  /// `nil` = the line is free.
  public let call: Call?
  /// Whether the service answers: `ok`, `failing`, or `open` while it is left alone for a while.
  public let service: String
  /// The last failure since the last success; `nil` = none.
  public let fault: String?

  /// - Parameters:
  ///   - canPhone: whether the number on duty can be rung.
  ///   - call: what is under way.
  ///   - service: whether the service answers.
  ///   - fault: the last failure.
  public init(canPhone: Bool, call: Call?, service: String, fault: String?) {
    self.canPhone = canPhone
    self.call = call
    self.service = service
    self.fault = fault
  }

  private enum CodingKeys: String, CodingKey {
    case call, service, fault
    case canPhone = "can_phone"
  }

  // Written by hand: what is absent must read `null`, not be missing.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(canPhone, forKey: .canPhone)
    try container.encode(call, forKey: .call)
    try container.encode(service, forKey: .service)
    try container.encode(fault, forKey: .fault)
  }
}
