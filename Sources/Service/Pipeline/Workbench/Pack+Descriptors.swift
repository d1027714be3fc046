import Cryptography
import Vocabulary

extension Pack {
  /// The same pack with other wordings of some conditions; it has no file, and is never in force.
  ///
  /// - Parameter descriptors: by condition; those of the others stay.
  func worded(_ descriptors: [ConditionIdentifier: [String]]) -> Pack {
    // The wordings themselves stay out of the fingerprint: it is shown and may be logged.
    let told = descriptors.sorted { $0.key < $1.key }.map { "\($0.key.text)=\($0.value)" }
    let name = SHA256.digest(of: [UInt8]("\(fingerprint.text) \(told)".utf8)).hexadecimal
    return Pack(
      id: id, version: version, name: self.name, regionStrategy: regionStrategy, gate: gate, templates: templates,
      normalTerms: normalTerms, outOfDomainTerms: outOfDomainTerms, temperature: temperature,
      conditions: conditions.map { condition in
        descriptors[condition.id].map { condition.worded($0) } ?? condition
      }, controls: controls, fingerprint: Fingerprint(name))
  }
}

extension Condition {
  fileprivate func worded(_ terms: [String]) -> Condition {
    Condition(
      id: id, name: name, codes: codes, terms: terms, tier: tier, threshold: threshold, evidence: evidence,
      isControl: isControl, lookAlikes: lookAlikes)
  }
}
