/// The code systems whose facts ship with the project.
public enum OntologySystem {
  /// The Human Disease Ontology, CC0 1.0.
  public static let diseaseOntology = "http://purl.obolibrary.org/obo/DOID"
  /// ICD-10-CM, US National Center for Health Statistics, public domain in the USA.
  public static let icd10CM = "http://hl7.org/fhir/sid/icd-10-cm"
}
