import Vocabulary

/// One use of a tool: what it was given, by whom, and what it may ask.
struct McpCall: Sendable {
  let arguments: [String: JSONValue]
  let principal: Principal
  let backend: any Backend
  let digest: JournalDigest
  /// Tells how far long work is; how much there is in all nobody knows before.
  let report: @Sendable (_ done: Double, _ message: String) async -> Void

  /// The arguments, of which only these may be there; a `null` counts as absent, since models write it for what they leave out.
  func reader(_ keys: String...) throws(Problem) -> BodyReader {
    try BodyReader(arguments.filter { $0.value != .null }, at: "", allowing: keys)
  }

  /// Whoever acts through a model is named as such in the journal.
  var actor: Principal {
    Principal(
      name: principal.name + " through MCP", role: principal.role, isLocal: principal.isLocal, scopes: principal.scopes)
  }

  /// - Throws: what is wrong with the argument `alert`.
  func alert(_ reader: BodyReader) throws(Problem) -> AlertIdentifier {
    let allowed = "the id of an alert, as list_alerts gives it"
    guard let id = AlertIdentifier(try reader.text("alert", allowed: allowed)) else { throw .invalid("/alert", allowed: allowed) }
    return id
  }

  func stream(_ reader: BodyReader) throws(Problem) -> StreamIdentifier? {
    let allowed = "the id of a stream, as stream_state gives it"
    guard let text = try reader.optionalText("stream", allowed: allowed) else { return nil }
    guard let id = StreamIdentifier(text) else { throw .invalid("/stream", allowed: allowed) }
    return id
  }

  func condition(_ reader: BodyReader) throws(Problem) -> ConditionIdentifier? {
    let allowed = "the id of a condition, as list_conditions gives it"
    guard let text = try reader.optionalText("condition", allowed: allowed) else { return nil }
    guard let id = ConditionIdentifier(text) else { throw .invalid("/condition", allowed: allowed) }
    return id
  }
}
