import Soup
import Vocabulary

/// Reads the members of a JSON body; every complaint points at the member and says what is allowed.
struct BodyReader {
  private let members: [String: JSONValue]
  private let prefix: String

  /// - Throws: 415, 400 for what is no JSON object, 422 for a member that is not among `allowing`.
  init(_ request: Request, allowing keys: [String]) throws(Problem) {
    try self.init(try Self.object(of: request), at: "", allowing: keys)
  }

  init(_ members: [String: JSONValue], at prefix: String, allowing keys: [String]) throws(Problem) {
    for key in members.keys.sorted() where !keys.contains(key) {
      throw .invalid("\(prefix)/\(Self.escaped(key))", allowed: "no such member, only \(keys.joined(separator: ", "))")
    }
    self.members = members
    self.prefix = prefix
  }

  /// The body as a JSON object.
  static func object(of request: Request) throws(Problem) -> [String: JSONValue] {
    if let type = request.head.header("content-type"), !isJSON(type) { throw .unsupported(allowed: "application/json") }
    guard case .object(let members) = try JSON.value(request.body) else { throw .badRequest("The body must be a JSON object.") }
    return members
  }

  private static func isJSON(_ type: String) -> Bool {
    let bare = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    return bare == "application/json" || bare == "application/merge-patch+json"
  }

  /// A member's name as a JSON pointer spells it, never long enough to flood a reply.
  static func escaped(_ key: String) -> String {
    String(key.prefix(80)).replacing("~", with: "~0").replacing("/", with: "~1")
  }

  private func pointer(_ key: String) -> String { "\(prefix)/\(key)" }

  func text(_ key: String, allowed: String) throws(Problem) -> String {
    guard let text = try optionalText(key, allowed: allowed) else { throw .invalid(pointer(key), allowed: allowed) }
    return text
  }

  func optionalText(_ key: String, allowed: String) throws(Problem) -> String? {
    switch members[key] {
    case nil, .null: return nil
    case .string(let text) where !text.isEmpty: return text
    default: throw .invalid(pointer(key), allowed: allowed)
    }
  }

  /// Whether the member is there, also as null.
  func has(_ key: String) -> Bool { members[key] != nil }

  /// Whether the member is null or absent.
  func isNull(_ key: String) -> Bool { members[key] == nil || members[key] == .null }

  /// Text that may be empty.
  func plainText(_ key: String, allowed: String) throws(Problem) -> String {
    guard let text = members[key]?.text else { throw .invalid(pointer(key), allowed: allowed) }
    return text
  }

  /// Texts; `nil` for null or nothing.
  func texts(_ key: String, allowed: String) throws(Problem) -> [String]? {
    switch members[key] {
    case nil, .null: return nil
    case .array(let items):
      var texts: [String] = []
      for (place, item) in items.enumerated() {
        guard let text = item.text else { throw .invalid("\(pointer(key))/\(place)", allowed: allowed) }
        texts.append(text)
      }
      return texts
    default: throw .invalid(pointer(key), allowed: allowed)
    }
  }

  func number(_ key: String, in range: ClosedRange<Double>) throws(Problem) -> Double? {
    guard let value = members[key] else { return nil }
    guard let number = value.double, range.contains(number) else {
      throw .invalid(pointer(key), allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    guard let value = members[key] else { return nil }
    guard let number = value.double, number == number.rounded(), let whole = Int(exactly: number), range.contains(whole) else {
      throw .invalid(pointer(key), allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  func boolean(_ key: String) throws(Problem) -> Bool? {
    guard let value = members[key] else { return nil }
    guard case .bool(let boolean) = value else { throw .invalid(pointer(key), allowed: "true or false") }
    return boolean
  }

  func choice<Choice: CaseIterable & RawRepresentable<String>>(_ key: String, of type: Choice.Type) throws(Problem) -> Choice? {
    guard let value = members[key] else { return nil }
    guard let text = value.text, let choice = Choice(rawValue: text) else {
      throw .invalid(pointer(key), allowed: Choice.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }
}
