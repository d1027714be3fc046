import Vocabulary

extension Pack {
  /// The same pack with those conditions alone that an encoder was trained on: the others are neither embedded nor scored, so that they
  /// cost nothing and move nothing.
  ///
  /// - Parameter known: what the encoder was trained on; `nil` = it says of nothing that it does not know it.
  /// - Returns: the pack under its own fingerprint and version.
  func keeping(_ known: Set<ConditionIdentifier>?) -> Pack {
    guard let known else { return self }
    return Pack(
      id: id, version: version, name: name, regionStrategy: regionStrategy, gate: gate, templates: templates,
      normalTerms: normalTerms, outOfDomainTerms: outOfDomainTerms, temperature: temperature,
      conditions: conditions.filter { known.contains($0.id) }, controls: controls, fingerprint: fingerprint)
  }
}
