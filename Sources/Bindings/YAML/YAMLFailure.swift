/// Why a YAML document cannot be used. Every case says where.
public enum YAMLFailure: Error, Sendable, Hashable {
  /// The file cannot be opened or read; `code` is the system's `errno` or 0.
  case unreadable(file: String, code: Int32)
  /// The bytes are no YAML; `problem` is libyaml's.
  case syntax(YAMLLocation, problem: String)
  /// One of ``YAMLLimits`` is passed.
  case limit(YAMLLocation, allowed: String)
  /// A construct that this reader refuses: an alias, an anchor, a tag, a second document, a key that is no text.
  case refused(YAMLLocation, construct: String)
  case duplicateKey(YAMLLocation, key: String, firstLine: Int)
  case unknownKey(YAMLLocation, key: String, allowed: [String])
  case missingKey(YAMLLocation, key: String)
  /// A value of the wrong type or out of its range; `found` is shortened.
  case wrongValue(YAMLLocation, key: String, allowed: String, found: String)

  /// Where to look; `nil` if the file itself is missing.
  public var location: YAMLLocation? {
    switch self {
    case .unreadable: nil
    case .syntax(let place, _), .limit(let place, _), .refused(let place, _): place
    case .duplicateKey(let place, _, _), .unknownKey(let place, _, _), .missingKey(let place, _): place
    case .wrongValue(let place, _, _, _): place
    }
  }

  /// The key concerned, where there is one.
  public var key: String? {
    switch self {
    case .unreadable, .syntax, .limit, .refused: nil
    case .duplicateKey(_, let key, _), .unknownKey(_, let key, _), .missingKey(_, let key), .wrongValue(_, let key, _, _): key
    }
  }
}

extension YAMLFailure: CustomStringConvertible {
  /// One line: file, line, key, and what is allowed.
  public var description: String {
    switch self {
    case .unreadable(let file, let code): "\(file): cannot be read (errno \(code))"
    case .syntax(let place, let problem): "\(place): not valid YAML: \(problem)"
    case .limit(let place, let allowed): "\(place): too large; allowed is \(allowed)"
    case .refused(let place, let construct): "\(place): \(construct) not allowed here"
    case .duplicateKey(let place, let key, let first): "\(place): \(key): given twice; it stands in line \(first) already"
    case .unknownKey(let place, let key, let allowed):
      "\(place): \(key): unknown key; allowed are \(allowed.joined(separator: ", "))"
    case .missingKey(let place, let key): "\(place): \(key): missing; it must be given here"
    case .wrongValue(let place, let key, let allowed, let found): "\(place): \(key): must be \(allowed), not \(found)"
    }
  }
}
