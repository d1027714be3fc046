import Vocabulary

extension SessionQuery {
  /// - Throws: 422 for a value that is none.
  init(_ query: [String: String]) throws(Problem) {
    self.init(after: query["after"], limit: try QueryString.limit(query))
    if let text = query["stream"] {
      guard let id = StreamIdentifier(text) else { throw .invalid("/stream", allowed: "the id of a stream") }
      stream = id
    }
    if let text = query["subject"] {
      guard let name = SubjectPseudonym(text) else { throw .invalid("/subject", allowed: SubjectPseudonym.allowed) }
      subject = name
    }
    if let text = query["state"] {
      guard let state = SessionStanding(rawValue: text) else {
        throw .invalid("/state", allowed: SessionStanding.allCases.map(\.rawValue).joined(separator: ", "))
      }
      standing = state
    }
  }
}

extension SessionChange {
  /// - Throws: 422 for a member that is missing or of another kind.
  init(_ request: Request) throws(Problem) {
    let members = try BodyReader.object(of: request)
    let body = try BodyReader(members, at: "", allowing: ["subject", "notes", "consent"])
    guard !members.isEmpty else { throw .invalid("", allowed: "at least one of subject, notes, consent") }
    self.init()
    if members["subject"] != nil {
      let allowed = SubjectPseudonym.allowed + "; or null"
      if let text = try body.optionalText("subject", allowed: allowed) {
        guard SubjectPseudonym(text) != nil else { throw .invalid("/subject", allowed: allowed) }
        subject = .set(text)
      } else {
        subject = .removed
      }
    }
    try fill(body, members)
  }

  private mutating func fill(_ body: BodyReader, _ members: [String: JSONValue]) throws(Problem) {
    if let value = members["notes"] {
      let allowed = "a text of up to 4000 characters, or null"
      switch value {
      case .null, .string(""): notes = .removed
      case .string(let text) where text.count <= 4_000: notes = .set(text)
      default: throw .invalid("/notes", allowed: allowed)
      }
    }
    guard let value = members["consent"] else { return }
    guard case .object(let fields) = value else { throw .invalid("/consent", allowed: "an object of what is stated anew") }
    consent = try ConsentChange(fields)
  }
}

extension ConsentChange {
  fileprivate init(_ fields: [String: JSONValue]) throws(Problem) {
    let body = try BodyReader(fields, at: "/consent", allowing: Consent.names + ["retain_days"])
    self.init()
    record = try body.boolean("record")
    snapshots = try body.boolean("snapshots")
    speak = try body.boolean("speak")
    handOff = try body.boolean("hand_off")
    switch fields["retain_days"] {
    case nil: break
    case .null?: retention = .unlimited
    default: retention = try body.integer("retain_days", in: Consent.retentionDays).map { .days($0) }
    }
  }
}
