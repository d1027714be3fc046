/// A condition's code in a public ontology.
public struct OntologyCode: Sendable, Hashable, Codable {
  /// The code system's URI.
  public let system: String
  public let code: String
  public let display: String

  public init(system: String, code: String, display: String) {
    self.system = system
    self.code = code
    self.display = display
  }
}
