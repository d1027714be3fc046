public import Vocabulary
internal import YAML

/// Checks what a pack says, after its form.
public struct PackLint: Sendable {
  let document: PackDocument
  let known: Set<ConditionIdentifier>?

  init(_ document: PackDocument, known: Set<ConditionIdentifier>? = nil) {
    self.document = document
    self.known = known
  }

  /// All findings for a file, worst first and then by line; a file of the wrong form gives the one error that stopped the reader.
  /// - Parameters:
  ///   - path: the pack's file.
  ///   - known: what the encoder was trained on, where it says so.
  /// - Throws: ``DetectionError/yaml(_:)`` only if the file cannot be read at all.
  public static func check(file path: String, known: Set<ConditionIdentifier>? = nil) throws(DetectionError) -> [PackFinding] {
    check(try PackReader.bytes(path), name: path, known: known)
  }

  /// All findings for the bytes of a pack.
  public static func check(_ bytes: [UInt8], name: String, known: Set<ConditionIdentifier>? = nil) -> [PackFinding] {
    do throws(YAMLFailure) {
      return PackLint(try PackDocument(bytes, name: name), known: known).findings
    } catch {
      return [PackFinding(rule: "form", severity: .error, line: error.location?.line ?? 1, message: error.description)]
    }
  }

  /// All findings, worst first and then by line.
  var findings: [PackFinding] {
    let all =
      head + wordings + repeatedPrompts + identifiers + (document.conditions + document.controls).flatMap(codes)
      + document.conditions.flatMap(alerting) + document.conditions.flatMap(lookAlikes)
    return all.sorted { ($0.severity, $0.line, $0.rule) < ($1.severity, $1.line, $1.rule) }
  }

  private var head: [PackFinding] {
    var findings: [PackFinding] = []
    if !document.isResearchUseOnly {
      findings.append(
        finding("research-use", .error, document.root.location(of: "research_use_only").line, "research_use_only: must be true"))
    }
    if document.controls.isEmpty {
      findings.append(
        finding(
          "controls", .warning, document.root.location(of: "controls").line, "controls: none; normal skin, say, belongs here"))
    }
    return findings
  }

  private var identifiers: [PackFinding] {
    var lines: [ConditionIdentifier: Int] = [:]
    return (document.conditions + document.controls).flatMap { entry -> [PackFinding] in
      let line = entry.line(of: "id")
      var findings: [PackFinding] = []
      if let first = lines.updateValue(line, forKey: entry.condition.id) {
        findings.append(finding("duplicate-id", .error, line, "\(entry.condition.id): stands in line \(first) already"))
      }
      if let known, !entry.condition.isControl, !known.contains(entry.condition.id) {
        findings.append(
          finding(
            "unknown-to-encoder", .note, line,
            "\(entry.condition.id): the encoder was not trained on it and will not score it as proven"))
      }
      return findings
    }
  }

  private func lookAlikes(_ entry: PackEntry) -> [PackFinding] {
    let ids = Set(document.conditions.map(\.condition.id)).subtracting([entry.condition.id])
    return entry.condition.lookAlikes.filter { !ids.contains($0) }.map {
      finding(
        "look-alike", .error, entry.line(of: "look_alikes"), "\(entry.condition.id): \($0) is no other condition of this pack")
    }
  }

  private func codes(_ entry: PackEntry) -> [PackFinding] {
    let name = entry.condition.id
    let line = entry.line(of: "codes")
    guard !entry.condition.codes.isEmpty else {
      return entry.condition.isControl
        ? [] : [finding("codes", .warning, line, "\(name): no code; give one where an ontology has it")]
    }
    return entry.condition.codes.filter { !$0.system.contains(":") }.map {
      finding("code-system", .error, line, "\(name): \($0.system) is no URI of a code system")
    }
  }

  func finding(_ rule: String, _ severity: PackFinding.Severity, _ line: Int, _ message: String) -> PackFinding {
    PackFinding(rule: rule, severity: severity, line: line, message: message)
  }
}
