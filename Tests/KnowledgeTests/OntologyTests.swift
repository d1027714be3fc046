import Foundation
import Testing
import Vocabulary

@testable import Knowledge

@Suite struct OntologyTests {
  static func ontology() throws -> Ontology {
    Ontology(terms: try OntologyTable.terms(in: Places.knowledge.appending(path: "ontology")), packs: try Places.packs())
  }

  @Test func `every code of every pack is in the tables, under the name that the pack gives`() throws {
    let ontology = try Self.ontology()
    for code in try Places.packs().flatMap(\.conditions).flatMap(\.codes) {
      let term = try #require(ontology.term(code.code), "\(code.code)")
      #expect(term.system == code.system)
      #expect(term.name == code.display)
      #expect(ontology.resolve(code.code)?.conditions.contains { $0.relation == .same } == true)
    }
  }

  @Test func `from every condition to its codes and from each code back to that very condition and pack`() throws {
    let (ontology, packs) = (try Self.ontology(), try Places.packs())
    for pack in packs {
      for condition in pack.conditions {
        let terms = ontology.terms(of: condition)
        #expect(terms.count == condition.codes.count, "\(condition.id): a code that the tables do not have leads nowhere")
        for term in terms {
          let links = try #require(ontology.resolve(term.code)).conditions
          #expect(
            links.contains {
              $0.pack == pack.id && $0.condition == condition.id && $0.relation == .same && $0.name == condition.name
            },
            "\(term.code) does not lead back to \(condition.id) of \(pack.id)")
        }
      }
    }
    #expect(packs.flatMap(\.conditions).count { !$0.codes.isEmpty } >= 40)
  }

  /// From a code to a condition of the pack: itself, a kind of it, what covers it, by way of the other ontology too.
  @Test(arguments: [
    ("DOID:8923", "melanoma", OntologyLink.Relation.same), ("C43.9", "melanoma", .same), ("doid_6367", "melanoma", .kindOf),
    ("C4331", "melanoma", .kindOf), ("C43", "melanoma", .covers), ("DOID:4159", "melanoma", .covers),
    ("L57.0", "actinic-keratosis", .same), ("L82", "seborrheic-keratosis", .same), ("D22.5", "melanocytic-nevus", .kindOf),
    ("C44.311", "basal-cell-carcinoma", .kindOf), ("C44.321", "squamous-cell-carcinoma", .kindOf),
    ("DOID:3149", "squamous-cell-carcinoma", .kindOf),
  ])
  func `codes lead to conditions`(code: String, condition: String, relation: OntologyLink.Relation) throws {
    let links = try #require(try Self.ontology().resolve(code)).conditions
    #expect(links.contains { $0.condition.text == condition && $0.relation == relation }, "\(links)")
  }

  @Test func `codes do not lead where they do not belong`() throws {
    let ontology = try Self.ontology()
    #expect(ontology.resolve("L40.0")?.conditions.isEmpty == true)
    #expect(ontology.resolve("C44.311")?.conditions.map(\.condition.text) == ["basal-cell-carcinoma"])
    #expect(ontology.resolve("DOID:99999999") == nil)
    #expect(ontology.resolve("") == nil)
  }

  @Test func `no term is above itself, and every parent is there`() throws {
    let ontology = try Self.ontology()
    for term in ontology.terms {
      #expect(!ontology.ancestors(of: term).contains(term))
      for parent in term.parents { #expect(ontology.term(parent) != nil, "\(parent) above \(term.code)") }
    }
  }
}
