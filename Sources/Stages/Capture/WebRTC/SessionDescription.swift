/// A session description split into its sections: syntax only, nothing in it is judged yet.
///
/// - Source: RFC 8866 (SDP), RFC 8840 (the fragments that trickle uses).
struct SessionDescription: Sendable, Hashable {
  /// One `a=` line; `value` is `nil` for a flag.
  struct Attribute: Sendable, Hashable {
    let name: String
    let value: String?
  }

  /// One `m=` line and what follows it.
  struct Section: Sendable, Hashable {
    let kind: String
    let port: Int
    let transport: String
    let formats: [String]
    var attributes: [Attribute] = []
  }

  /// What stands before the first section.
  var attributes: [Attribute] = []
  var sections: [Section] = []
}

extension Sequence<SessionDescription.Attribute> {
  /// The values of every attribute of that name, in order; flags give an empty text.
  func values(_ name: String) -> [String] { filter { $0.name == name }.map { $0.value ?? "" } }

  func has(_ name: String) -> Bool { contains { $0.name == name } }
}
