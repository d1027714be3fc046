import Vocabulary

/// Reads other descriptors of some conditions out of a body: how many and how long is checked before anything else looks at them.
enum DescriptorsReader {
  /// Conditions of one question: every descriptor is embedded.
  static let mostConditions = 4
  /// Descriptors of a condition.
  static let mostDescriptors = 20
  /// Characters of a descriptor; what its tokens come to is checked with the pack's templates.
  static let longestDescriptor = 200

  private static let allowed =
    "an object of 1 to \(mostConditions) conditions, each with 1 to \(mostDescriptors) different texts of 1 to "
    + "\(longestDescriptor) characters"

  /// - Parameter value: the member `descriptors`.
  /// - Returns: texts by condition, white space made one space each; empty where the member is absent.
  /// - Throws: 422 with a pointer and what is allowed there.
  static func read(_ value: JSONValue?) throws(Problem) -> [ConditionIdentifier: [String]] {
    guard let value, value != .null else { return [:] }
    guard case .object(let members) = value, (1...mostConditions).contains(members.count) else {
      throw .invalid("/descriptors", allowed: allowed)
    }
    var found: [ConditionIdentifier: [String]] = [:]
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      let pointer = "/descriptors/\(BodyReader.escaped(key))"
      guard let condition = ConditionIdentifier(key) else { throw .invalid(pointer, allowed: "a condition of the stream's pack") }
      found[condition] = try texts(value, at: pointer)
    }
    return found
  }

  private static func texts(_ value: JSONValue, at pointer: String) throws(Problem) -> [String] {
    guard case .array(let items) = value, (1...mostDescriptors).contains(items.count) else {
      throw .invalid(pointer, allowed: "1 to \(mostDescriptors) texts")
    }
    var texts: [String] = []
    for (place, item) in items.enumerated() {
      // Bytes first: counting the characters of a long text costs more than refusing it. A character of more is possible, and rare.
      guard let raw = item.text, raw.utf8.count <= 8 * longestDescriptor else { throw tooLong("\(pointer)/\(place)") }
      let text = raw.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard (1...longestDescriptor).contains(text.count) else { throw tooLong("\(pointer)/\(place)") }
      guard !texts.contains(text) else {
        throw .invalid("\(pointer)/\(place)", allowed: "a text that does not stand there already")
      }
      texts.append(text)
    }
    return texts
  }

  private static func tooLong(_ pointer: String) -> Problem {
    .invalid(pointer, allowed: "a text of 1 to \(longestDescriptor) characters")
  }
}
