internal import Vocabulary

/// A pack made of a list of bare names, as the first MediaSKINoscope kept them: a draft that a person finishes.
///
/// Names that speak of normal skin become the normal reference, those that speak of something unknown the out-of-domain one; both
/// are needed, for evidence is a difference from them. Nothing in a draft alerts: thresholds are for a person to set.
public struct PackDraft: Sendable {
  /// The pack as YAML.
  public let text: String
  /// Conditions in it.
  public let conditionCount: Int

  /// - Parameters:
  ///   - id: the pack's, kebab-case.
  ///   - labels: what the vectors are of, each different.
  /// - Throws: ``DetectionError`` for labels that make no pack: no normal skin among them, no condition, names that collide.
  public init(id: String, labels: [String]) throws(DetectionError) {
    let normal = labels.filter { Self.speaks($0, of: ["normal", "healthy"]) && !Self.speaks($0, of: ["abnormal"]) }
    let unknown = labels.filter { Self.speaks($0, of: ["unknown", "not skin", "no skin"]) }
    let other = labels.filter { Self.speaks($0, of: ["other abnormal", "other skin"]) }
    let conditions = labels.filter { !(normal + unknown + other).contains($0) }
    conditionCount = conditions.count
    text = Self.yaml(id, normal: normal, unknown: unknown, inDomain: other + normal, conditions: conditions)
    // What lint calls an error is said here and not at the next start.
    _ = try PackReader.parse(Array(text.utf8), name: "\(id).yaml")
  }

  private static func speaks(_ label: String, of words: [String]) -> Bool {
    let lower = label.lowercased()
    return words.contains { lower.contains($0) }
  }

  private static func yaml(
    _ id: String, normal: [String], unknown: [String], inDomain: [String], conditions: [String]
  ) -> String {
    var lines = [
      "# A draft from imported labels: add wordings, codes, a tier and thresholds, then `packs lint`.", "id: \(id)", "version: 1",
      "name: \(id)", "licence: unknown", "research_use_only: true", "region_strategy: skin", "gate:", "  kind: embedding",
      "  in_domain: \(list(inDomain))", "  out_of_domain: \(list(unknown))", "templates: [\"{}\"]", "references:",
      "  normal: {terms: \(list(normal))}", "  out_of_domain: {terms: \(list(unknown))}", "temperature: null", "conditions:",
    ]
    for condition in conditions {
      lines.append("  - {id: \(identifier(condition)), name: \(quoted(condition)), codes: [], terms: [\(quoted(condition))]}")
    }
    lines.append("controls: []")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }

  /// Kebab-case of the ASCII letters and digits.
  private static func identifier(_ label: String) -> String {
    let words = label.lowercased().unicodeScalars.split {
      !($0.isASCII && $0.properties.isAlphabetic) && !("0"..."9").contains($0)
    }
    return String(words.map { String(String.UnicodeScalarView($0)) }.joined(separator: "-").prefix(80))
  }

  /// A double-quoted YAML scalar.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
