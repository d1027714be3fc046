public import Vocabulary
internal import YAML

// What an encoder makes of the words: found only with its vectors.
extension PackLint {
  /// Two means whose cosine lies this many standard deviations above the mean of all pairs collide: under a normal distribution one
  /// pair in a hundred would.
  private static let collisionDeviations = 2.33

  /// Wordings that collide in an encoder's space: those nearer to another condition, and pairs that lie together unlike all others.
  ///
  /// - Parameters:
  ///   - bytes: of the pack's file.
  ///   - name: what failures call it.
  ///   - vectors: one for each of `PackPrompts(pack).texts`.
  ///   - known: what the encoder was trained on, where it says so; other conditions are left aside.
  /// - Returns: warnings, by line.
  /// - Throws: ``DetectionError`` if the pack cannot be read or the vectors do not fit it.
  public static func collisions(
    _ bytes: [UInt8], name: String, vectors: [[Float]], known: Set<ConditionIdentifier>? = nil
  ) throws(DetectionError) -> [PackFinding] {
    let lint: PackLint
    do throws(YAMLFailure) { lint = PackLint(try PackDocument(bytes, name: name)) } catch { throw .yaml(error) }
    let pack = lint.document.pack
    let report = try PackPromptReport(pack, vectors: vectors, known: known)
    return (lint.strays(report) + lint.near(PromptMeans(pack, vectors: vectors, known: known))).sorted {
      ($0.line, $0.rule) < ($1.line, $1.rule)
    }
  }

  /// The same for a file.
  ///
  /// - Parameters:
  ///   - path: the pack's file.
  ///   - vectors: one for each of `PackPrompts(pack).texts`.
  ///   - known: what the encoder was trained on, where it says so; other conditions are left aside.
  /// - Returns: warnings, by line.
  /// - Throws: ``DetectionError`` if the pack cannot be read or the vectors do not fit it.
  public static func collisions(
    file path: String, vectors: [[Float]], known: Set<ConditionIdentifier>? = nil
  ) throws(DetectionError) -> [PackFinding] {
    try collisions(try PackReader.bytes(path), name: path, vectors: vectors, known: known)
  }

  private func strays(_ report: PackPromptReport) -> [PackFinding] {
    report.strays.map { stray in
      let entry = document.conditions.first { $0.condition.id == stray.condition }
      let line = entry?.terms.first { $0.text == stray.term }?.line ?? 1
      return finding(
        "stray", .warning, line,
        "\(stray.condition): \"\(stray.term)\" lies nearer to \(stray.nearer) (cosine \(Self.shown(stray.otherCosine))) than to its own wordings (\(Self.shown(stray.ownCosine)))"
      )
    }
  }

  private func near(_ means: PromptMeans) -> [PackFinding] {
    guard let limit = means.limit(deviations: Self.collisionDeviations) else { return [] }
    return means.pairs.filter { $0.cosine >= limit }.map { pair in
      let line = document.conditions.first { $0.condition.id.text == pair.first }?.line(of: "id") ?? 1
      return finding(
        "collision", .warning, line,
        "\(pair.first) and \(pair.second) lie together (cosine \(Self.shown(pair.cosine)), other pairs \(Self.shown(means.mean))); where one is seen the other scores too. Word them apart, or do not alert on both"
      )
    }
  }

  private static func shown(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = String(abs(thousandths) % 1000)
    return "\(thousandths < 0 ? "-" : "")\(abs(thousandths) / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
  }
}
