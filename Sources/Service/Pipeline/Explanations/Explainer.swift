internal import Explanation
public import Knowledge
public import Vocabulary

/// Explains alerts and conditions from the knowledge store, and answers questions about them.
///
/// - Threading: immutable; its calls wait for the knowledge store's queue and for the text encoder, never on the caller's thread.
public struct Explainer: Sendable {
  let library: KnowledgeLibrary?
  let packs: [Pack]
  private let composer = Composer()

  /// - Parameters:
  ///   - library: the knowledge store; `nil` where there is none: everything is refused then.
  ///   - packs: whose conditions are explained.
  public init(library: KnowledgeLibrary?, packs: [Pack]) {
    self.library = library
    self.packs = packs
  }

  /// - Parameters:
  ///   - condition: what is explained.
  ///   - alert: the alert, to say what was measured; `nil` for a condition as such.
  ///   - level: for whom it is worded.
  /// - Returns: the explanation; a refusal says why there is none.
  public func explanation(
    of condition: ConditionIdentifier, alert: AlertRecord? = nil, level: ReadingLevel = .standard
  ) async -> Vocabulary.Explanation {
    do throws(ExplanationRefusal) {
      return composer.explanation(of: try await request(condition, alert, level))
    } catch { return .refused(error, condition: condition, alert: alert, level: level) }
  }

  /// - Parameters:
  ///   - alert: what is explained.
  ///   - level: for whom it is worded.
  /// - Returns: the explanation; a refusal says why there is none.
  public func explanation(of alert: AlertRecord, level: ReadingLevel = .standard) async -> Vocabulary.Explanation {
    await explanation(of: alert.condition, alert: alert, level: level)
  }

  func request(
    _ id: ConditionIdentifier, _ alert: AlertRecord?, _ level: ReadingLevel
  ) async throws(ExplanationRefusal) -> ExplanationRequest {
    let all = packs.flatMap { $0.conditions + $0.controls }
    guard let condition = all.first(where: { $0.id == id }) else { throw .unknownCondition }
    guard let library else { throw .noStore }
    let passages: [KnowledgePassage]
    do throws(KnowledgeError) { passages = try await library.passages(about: id) } catch { throw Self.refusal(of: error) }
    return ExplanationRequest(
      condition: condition, alert: alert, names: Dictionary(all.map { ($0.id, $0.name) }) { first, _ in first },
      passages: passages,
      level: level)
  }

  /// That there is no store, and that the one there is could not be read, are two states: the second may pass.
  static func refusal(of error: KnowledgeError) -> ExplanationRefusal {
    switch error {
    case .notBuilt, .outdated: .noStore
    default: .storeFailed
    }
  }
}
