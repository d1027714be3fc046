extension JSONValue {
  /// The same value without any member named `vector`, at any depth: what everyone but the journal and an administrator may see.
  public var withoutVectors: JSONValue {
    switch self {
    case .object(let members):
      .object(members.filter { $0.key != "vector" }.mapValues(\.withoutVectors))
    case .array(let values) where values.contains(where: \.isContainer): .array(values.map(\.withoutVectors))
    default: self
    }
  }

  private var isContainer: Bool {
    switch self {
    case .object, .array: true
    default: false
    }
  }
}
