import Explanation
import Synchronization
public import Vocabulary

/// Rewords explanations after they were stored and shown, and hands the reworded ones to be stored and shown in turn.
///
/// At most ``bound`` wait; one that finds the queue full stands as it was composed, and is counted. Nothing ever waits for a rewording.
/// - Threading: `submit` from any thread; one task rewords, another looks after the model.
public final class RephrasingDesk: Sendable {
  /// Explanations that may wait.
  public static let bound = 8

  /// How explanations and their sentences ended.
  public struct Counts: Sendable, Hashable {
    /// Explanations of which at least one sentence was reworded.
    public var rephrased: UInt64 = 0
    /// Explanations that stand wholly as they were composed.
    public var unchanged: UInt64 = 0
    /// The queue was full.
    public var dropped: UInt64 = 0
    /// Sentences that were kept.
    public var kept: UInt64 = 0
    /// Sentences that were refused, by reason.
    public var refused: [String: UInt64] = [:]
    /// Questions that the model did not answer.
    public var unanswered: UInt64 = 0
  }

  /// The model.
  public let model: any LanguageModel
  private let rephrase: @Sendable (Vocabulary.Explanation) async -> RephrasedExplanation
  private let time: any TimeSource
  private let waiting:
    (stream: AsyncStream<Vocabulary.Explanation>, continuation: AsyncStream<Vocabulary.Explanation>.Continuation)
  private let counts = Mutex(Counts())

  /// - Parameters:
  ///   - model: is checked, and released when idle.
  ///   - time: dates the entries.
  ///   - rephrase: rewords.
  public init(
    model: any LanguageModel, time: any TimeSource,
    rephrase: @escaping @Sendable (Vocabulary.Explanation) async -> RephrasedExplanation
  ) {
    self.model = model
    self.time = time
    self.rephrase = rephrase
    waiting = AsyncStream.makeStream(of: Vocabulary.Explanation.self, bufferingPolicy: .bufferingOldest(Self.bound))
  }

  /// How many ended how.
  public var outcomes: Counts { counts.withLock { $0 } }

  /// Queues an explanation that was stored; returns at once. A refused or reworded one is passed over.
  ///
  /// - Parameter explanation: as it was composed.
  public func submit(_ explanation: Vocabulary.Explanation) {
    guard explanation.refused == nil, explanation.rephrased == nil else { return }
    guard case .dropped = waiting.continuation.yield(explanation) else { return }
    counts.withLock { $0.dropped += 1 }
  }

  /// Lets `run` return after what is under way.
  public func finish() { waiting.continuation.finish() }

  /// Rewords until ``finish()`` or cancellation.
  ///
  /// - Parameter store: takes what is to be journalled and shown.
  public func run(storing store: @escaping @Sendable (DeskItem) -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.reword(store) }
      group.addTask { await self.tend() }
      await group.next()
      group.cancelAll()
    }
  }

  private func reword(_ store: @Sendable (DeskItem) -> Void) async {
    for await explanation in waiting.stream {
      let result = await rephrase(explanation)
      note(result)
      if let reworded = result.explanation { store(.explained(reworded, at: time.now())) }
    }
  }

  /// Looks at the model now and then: an idle one gives its memory back, a failing one may be well again.
  private func tend() async {
    await model.check()
    while (try? await Task.sleep(for: .seconds(5))) != nil {
      await model.releaseIfIdle()
      if await model.state().state == .failing { await model.check() }
    }
  }

  private func note(_ result: RephrasedExplanation) {
    counts.withLock { counts in
      if result.keptCount > 0 { counts.rephrased += 1 } else { counts.unchanged += 1 }
      counts.kept += UInt64(result.keptCount)
      counts.unanswered += UInt64(result.faults.count)
      for refusal in result.refusals { counts.refused[refusal.name, default: 0] += 1 }
    }
  }
}

extension MetricsText {
  /// What the language model did.
  mutating func rephrasings(_ counts: RephrasingDesk.Counts, processFaults: Int, isFailing: Bool) {
    family("skino_rephrasings", "counter", "Explanations by what the language model did to them.")
    for (outcome, count) in [("rephrased", counts.rephrased), ("unchanged", counts.unchanged), ("dropped", counts.dropped)] {
      sample("skino_rephrasings_total", [("outcome", outcome)], Double(count))
    }
    family("skino_rephrased_sentences", "counter", "Sentences by why they were, or were not, put in the language model's words.")
    sample("skino_rephrased_sentences_total", [("outcome", "kept")], Double(counts.kept))
    for (reason, count) in counts.refused.sorted(by: { $0.key < $1.key }) {
      sample("skino_rephrased_sentences_total", [("outcome", reason)], Double(count))
    }
    counter("skino_language_model_unanswered", "Questions that the language model did not answer.", counts.unanswered)
    family("skino_language_model_failing", "gauge", "1 while the language model does not answer, or badly; health says why.")
    sample("skino_language_model_failing", [], isFailing ? 1 : 0)
    counter(
      "skino_language_model_faults", "Processes of the local language model that died or hung.", UInt64(processFaults))
  }
}
