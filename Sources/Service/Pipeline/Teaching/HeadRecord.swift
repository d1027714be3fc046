public import Tuning
import Vocabulary

/// One version of a head as programs and pages see it: everything but its weights, which are derived from patients' pictures.
public struct HeadRecord: Sendable, Encodable {
  public let name: String
  public let version: Int
  public let sha256: String
  public let madeAt: String
  public let by: String
  public let source: String
  public let population: String
  public let model: String
  public let encoder: String
  public let pack: String
  public let conditions: [String]
  public let inForce: Bool
  /// Why it cannot be used here; `nil` if it can.
  public let misfit: String?
  public let unused: [String: Int]
  public let figures: HeadFigures

  /// - Parameters:
  ///   - head: the version.
  ///   - isInForce: whether it scores now.
  ///   - misfit: why it cannot be used here.
  public init(_ head: SignedHead, isInForce: Bool, misfit: String?) {
    let content = head.content
    (name, version, sha256) = (content.name, content.version, head.sha256)
    (madeAt, by, source) = (content.madeAt, content.by, content.source.rawValue)
    population = content.population
    (model, encoder) = (content.base.model, content.base.encoder.text)
    pack = "\(content.base.pack) \(content.base.packVersion)"
    conditions = content.conditions.map(\.condition.text)
    inForce = isInForce
    self.misfit = misfit
    unused = content.unused
    figures = content.figures
  }

  enum CodingKeys: String, CodingKey {
    case name, version, sha256, by, source, population, model, encoder, pack, conditions, misfit, unused, figures
    case madeAt = "made_at"
    case inForce = "in_force"
  }
}
