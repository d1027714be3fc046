/// What an `If-Match` header asks for (RFC 9110 section 13.1.1), as far as media sessions need it.
enum EntityTagCondition: Sendable, Hashable {
  case any
  case tags([String])

  init(_ header: String) {
    let items = header.split(separator: ",").map { $0.trimmed }
    self = items == ["*"] ? .any : .tags(items.map { $0.withoutQuotes })
  }

  func matches(_ tag: String) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags): tags.contains(tag)
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}

extension String {
  // If-Match compares strongly: a weak tag keeps its mark and matches nothing.
  fileprivate var withoutQuotes: String {
    count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
  }
}
