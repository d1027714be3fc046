/// A code of a public ontology with its names and relations.
public struct OntologyTerm: Sendable, Hashable, Codable {
  /// The code system's URI, as in ``OntologyCode``.
  public let system: String
  public let code: String
  public let name: String
  public let synonyms: [String]
  /// Codes of the same system directly above it.
  public let parents: [String]
  /// Codes of ICD-10-CM that the ontology itself names as the same thing.
  public let crossReferences: [String]

  public init(system: String, code: String, name: String, synonyms: [String], parents: [String], crossReferences: [String]) {
    self.system = system
    self.code = code
    self.name = name
    self.synonyms = synonyms
    self.parents = parents
    self.crossReferences = crossReferences
  }

  private enum CodingKeys: String, CodingKey {
    case system, code, name, synonyms, parents
    case crossReferences = "cross_references"
  }
}
