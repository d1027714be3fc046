/// A specialty: what to look for, against what, when to alert, and how frames of it are judged.
public struct Pack: Sendable, Hashable {
  public let id: String
  public let version: Int
  public let name: String
  /// Which ``Framer`` the pack asks for.
  public let regionStrategy: String
  /// Wordings of "in the domain" and "out of it", for encoders without a gate of their own.
  public let gate: PackGate
  /// Sentences with one `{}`.
  public let templates: [String]
  /// Terms of the normal reference.
  public let normalTerms: [String]
  /// Terms of the out-of-domain reference.
  public let outOfDomainTerms: [String]
  /// Divisor of similarities in the presence softmax; `nil` = 1 ÷ the checkpoint's scale.
  public let temperature: Double?
  public let conditions: [Condition]
  public let controls: [Condition]
  /// SHA-256 of the file.
  public let fingerprint: Fingerprint

  public init(
    id: String, version: Int, name: String, regionStrategy: String, gate: PackGate, templates: [String], normalTerms: [String],
    outOfDomainTerms: [String], temperature: Double?, conditions: [Condition], controls: [Condition], fingerprint: Fingerprint
  ) {
    self.id = id
    self.version = version
    self.name = name
    self.regionStrategy = regionStrategy
    self.gate = gate
    self.templates = templates
    self.normalTerms = normalTerms
    self.outOfDomainTerms = outOfDomainTerms
    self.temperature = temperature
    self.conditions = conditions
    self.controls = controls
    self.fingerprint = fingerprint
  }
}
