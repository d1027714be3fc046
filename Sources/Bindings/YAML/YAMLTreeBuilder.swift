/// Builds the tree from events and enforces what this reader refuses.
struct YAMLTreeBuilder: ~Copyable {
  private let events: YAMLEventReader
  private let file: String
  private var nodeCount = 0

  init(_ bytes: [UInt8], file: String) {
    events = YAMLEventReader(bytes, file: file)
    self.file = file
  }

  /// The only document of the stream; a null scalar if there is none.
  mutating func document() throws(YAMLFailure) -> YAMLNode {
    _ = try events.next()
    guard case .documentStart = try events.next().kind else {
      return YAMLNode(kind: .scalar("", isQuoted: false), location: .init(file: file, line: 1, column: 1), key: file)
    }
    let root = try node(from: try events.next(), key: file, depth: 0)
    _ = try events.next()
    let end = try events.next()
    guard case .streamEnd = end.kind else { throw .refused(end.location, construct: "a second document is") }
    return root
  }

  private mutating func node(from event: YAMLEvent, key: String, depth: Int) throws(YAMLFailure) -> YAMLNode {
    nodeCount += 1
    guard nodeCount <= YAMLLimits.nodes else { throw .limit(event.location, allowed: "\(YAMLLimits.nodes) values") }
    guard depth <= YAMLLimits.depth else { throw .limit(event.location, allowed: "\(YAMLLimits.depth) levels") }
    guard !event.hasAnchor else { throw .refused(event.location, construct: "anchors are") }
    guard !event.hasTag else { throw .refused(event.location, construct: "tags are") }
    let kind: YAMLNode.Kind =
      switch event.kind {
      case .scalar(let text, let isQuoted): .scalar(text, isQuoted: isQuoted)
      case .sequenceStart: .sequence(try items(key: key, depth: depth + 1))
      case .mappingStart: .mapping(try entries(depth: depth + 1))
      default: throw .refused(event.location, construct: "aliases are")
      }
    return YAMLNode(kind: kind, location: event.location, key: key)
  }

  private mutating func items(key: String, depth: Int) throws(YAMLFailure) -> [YAMLNode] {
    // The name of a list within a list would grow with each level otherwise.
    let name = key.utf8.count > 2 * YAMLLimits.keyBytes ? "…" : key
    var items: [YAMLNode] = []
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind { return items }
      items.append(try node(from: event, key: "\(name)[\(items.count)]", depth: depth))
    }
  }

  private mutating func entries(depth: Int) throws(YAMLFailure) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { return entries }
      let key = try key(from: event)
      if let first = lines.updateValue(event.location.line, forKey: key) {
        throw .duplicateKey(event.location, key: key, firstLine: first)
      }
      entries.append(
        YAMLEntry(key: key, location: event.location, value: try node(from: try events.next(), key: key, depth: depth)))
    }
  }

  private func key(from event: YAMLEvent) throws(YAMLFailure) -> String {
    guard !event.hasAnchor, !event.hasTag else { throw .refused(event.location, construct: "anchors and tags are") }
    guard case .scalar(let key, _) = event.kind else { throw .refused(event.location, construct: "a key that is no text is") }
    guard key.utf8.count <= YAMLLimits.keyBytes else {
      throw .limit(event.location, allowed: "\(YAMLLimits.keyBytes) bytes for a key")
    }
    return key
  }
}
