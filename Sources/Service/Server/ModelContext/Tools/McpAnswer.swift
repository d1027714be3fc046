import Vocabulary

/// What a tool found: a sentence for people, members for programs.
struct McpAnswer: Sendable {
  let summary: String
  let members: [String: JSONValue]

  /// - Parameter summary: a sentence without the notice, which every result carries besides.
  init(_ summary: String, _ members: [String: JSONValue]) {
    self.summary = summary
    self.members = members.merging(
      ["research_use_only": true, "notice": .string(Explanation.disclaimer)]) { own, _ in own }
  }
}
