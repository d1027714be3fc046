extension YAMLNode {
  /// What a plain scalar resolves to; `nil` for mappings and sequences.
  private var value: YAMLScalarValue? {
    guard case .scalar(let text, let isQuoted) = kind else { return nil }
    return isQuoted ? .text : YAMLScalarValue(plain: text)
  }

  /// Whether the node is empty, `~` or `null`.
  public var isNull: Bool { value == .null }

  /// A complaint about this node's value.
  public func failure(allowed: String) -> YAMLFailure {
    .wrongValue(location, key: key, allowed: allowed, found: shortened)
  }

  /// The mapping, if none of its keys is foreign.
  public func mapping(allowing allowed: [String]) throws(YAMLFailure) -> YAMLMapping {
    guard case .mapping(let entries) = kind else { throw failure(allowed: "a mapping with \(allowed.joined(separator: ", "))") }
    for entry in entries where !allowed.contains(entry.key) {
      throw .unknownKey(entry.location, key: entry.key, allowed: allowed)
    }
    return YAMLMapping(entries: entries, location: location)
  }

  /// The mapping whatever its keys, for those that name things.
  public func anyMapping() throws(YAMLFailure) -> YAMLMapping {
    guard case .mapping(let entries) = kind else { throw failure(allowed: "a mapping") }
    return YAMLMapping(entries: entries, location: location)
  }

  public func sequence() throws(YAMLFailure) -> [YAMLNode] {
    guard case .sequence(let nodes) = kind else { throw failure(allowed: "a list") }
    return nodes
  }

  /// A sequence of texts.
  public func texts() throws(YAMLFailure) -> [String] {
    var texts: [String] = []
    for node in try sequence() { texts.append(try node.text()) }
    return texts
  }

  /// Text that is not empty. A plain number, boolean or null is refused: it must be quoted to be meant as text.
  public func text(allowed: String = "text, in quotes if it reads as a number, true or false") throws(YAMLFailure) -> String {
    guard value == .text, case .scalar(let text, _) = kind, !text.isEmpty else { throw failure(allowed: allowed) }
    return text
  }

  /// `true` or `false`.
  public func boolean() throws(YAMLFailure) -> Bool {
    guard case .boolean(let boolean) = value else { throw failure(allowed: "true or false") }
    return boolean
  }

  /// A whole number within `range`.
  public func integer(in range: ClosedRange<Int>) throws(YAMLFailure) -> Int {
    guard case .integer(let number) = value, range.contains(number) else {
      throw failure(allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A finite number within `range`.
  public func number(in range: ClosedRange<Double>) throws(YAMLFailure) -> Double {
    let found: Double? =
      switch value {
      case .integer(let number): Double(number)
      case .number(let number): number
      default: nil
      }
    guard let found, found.isFinite, range.contains(found) else {
      throw failure(allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return found
  }

  /// One of the names of an enumeration.
  public func choice<Choice: CaseIterable & RawRepresentable<String>>(of type: Choice.Type) throws(YAMLFailure) -> Choice {
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    guard let choice = Choice(rawValue: try text(allowed: "one of \(names)")) else { throw failure(allowed: "one of \(names)") }
    return choice
  }

  /// The value for a message, never long enough to flood a log.
  private var shortened: String {
    switch kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar("", _): "nothing"
    case .scalar(let text, _): text.count > 40 ? "\(text.prefix(40))…" : text
    }
  }
}
