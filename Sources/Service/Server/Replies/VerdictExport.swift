import Vocabulary

/// Verdicts as files for people and programs.
enum VerdictExport {
  private static let columns = [
    "at", "session", "alert", "stretch", "reader", "round", "blinded", "condition", "certainty", "comment", "shown_ms",
    "research_use_only",
  ]

  static func ndjson(_ verdicts: [ReviewVerdict]) -> String {
    verdicts.map { verdict in
      guard case .object(var members) = verdict.served else { return "" }
      members["research_use_only"] = .bool(true)
      return JSONValue.object(members).encodedText + "\n"
    }.joined()
  }

  static func csv(_ verdicts: [ReviewVerdict]) -> String {
    let rows = verdicts.map { verdict -> String in
      var (alert, stretch) = ("", "")
      switch verdict.subject {
      case .alert(let id): alert = id.text
      case .stretch(let id): stretch = id
      }
      let cells = [
        verdict.at, verdict.session.text, alert, stretch, verdict.reader, verdict.round.rawValue, String(verdict.blinded),
        verdict.opinion.text, verdict.certainty.rawValue, verdict.comment ?? "",
        verdict.shownMilliseconds.map { String($0) } ?? "", "true",
      ]
      return cells.map(CSVCell.text).joined(separator: ",") + "\r\n"
    }
    return columns.joined(separator: ",") + "\r\n" + rows.joined()
  }
}
