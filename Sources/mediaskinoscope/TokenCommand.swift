import GLib
import Server
import Vocabulary

/// `token`: signs a short-lived publish token under the key in the data folder.
struct TokenCommand: Command {
  let name = "token"
  let summary = "makes a short-lived token that publishes one stream and says what its session allows"
  let usage = "--stream NAME [--subject PSEUDONYM] [--consent record,snapshots,speak,hand_off|none] [--minutes N]"
  let options: [OptionSpecification] = [
    .data, .json, .init("stream", .text(placeholder: "NAME"), "the only stream that it publishes"),
    .init("subject", .text(placeholder: "P"), "a pseudonym of who is in front of the camera; never a name"),
    .init(
      "consent", .text(placeholder: "LIST"),
      "what that person allows, of record, snapshots, speak, hand_off; `none`; without it what the configuration says"),
    .init("retain-days", .text(placeholder: "N"), "with --consent: days until everything of the session is purged"),
    .init("minutes", .text(placeholder: "N"), "how long it may begin a publication: 1 to 1440 (default 30)"),
  ]

  private struct Record: Encodable {
    let token: String
    let stream: String
    let subject: String?
    let consent: Consent?
    let expiresAt: String

    enum CodingKeys: String, CodingKey {
      case token, stream, subject, consent
      case expiresAt = "expires_at"
    }
  }

  func run(_ options: ParsedOptions) async throws(CommandFailure) {
    try options.refuseArguments(of: self)
    guard let stream = options.text("stream").flatMap({ StreamIdentifier($0) }) else {
      throw .usage("token: --stream is needed: 1 to 64 of a-z, 0-9 and -")
    }
    let claims = SessionClaims(stream: stream, subject: try Self.subject(options), consent: try Self.consent(options))
    let minutes = try Self.number(options, "minutes", in: PublishToken.longest) ?? 30
    do {
      let key = try PublishKey.load(folder: options.text("data") ?? "./data")
      let token = PublishToken(claims: claims, minutes: minutes, at: SystemTime().now())
      let text = try token.signed(with: key)
      guard options.has("json") else { return Console.line(text) }
      Console.record(
        Record(
          token: text, stream: stream.text, subject: claims.subject?.text, consent: claims.consent,
          expiresAt: RFC3339.text(wallMilliseconds: token.expiresAt * 1000)))
    } catch { throw .failed("token: \(error)") }
  }

  private static func subject(_ options: ParsedOptions) throws(CommandFailure) -> SubjectPseudonym? {
    guard let text = options.text("subject") else { return nil }
    guard let subject = SubjectPseudonym(text) else { throw .usage("--subject: give \(SubjectPseudonym.allowed)") }
    return subject
  }

  private static func consent(_ options: ParsedOptions) throws(CommandFailure) -> Consent? {
    let days = try number(options, "retain-days", in: Consent.retentionDays)
    guard let text = options.text("consent") else {
      if days != nil { throw .usage("--retain-days needs --consent: a token that says one says both") }
      return nil
    }
    let names = text == "none" ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    guard let consent = Consent(allowing: names, retainDays: days) else {
      throw .usage("--consent \(text): give some of \(Consent.names.joined(separator: ",")), or none")
    }
    return consent
  }

  private static func number(
    _ options: ParsedOptions, _ name: String, in range: ClosedRange<Int>
  ) throws(CommandFailure) -> Int? {
    guard let text = options.text(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .usage("--\(name) \(text): give a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
