/// A language model that may reword sentences. What it writes is never shown before it was checked.
///
/// - Threading: safe from any task; a call suspends and blocks nothing.
public protocol LanguageModel: Sendable {
  /// What records call it.
  var name: String { get }

  /// Answers one text.
  ///
  /// - Parameter task: the text, what is to be done with it, and the bounds.
  /// - Returns: what it wrote, whole and unchecked.
  /// - Throws: why there is no answer.
  func answer(_ task: LanguageTask) async throws(LanguageFault) -> LanguageReply

  /// Whether it can be used.
  func state() async -> LanguageState

  /// Looks whether it answers, where that can be known without a text.
  func check() async

  /// Gives back its memory if it has not been used for a while.
  func releaseIfIdle() async

  /// Processes of it on this machine that died or hung; 0 where it has none.
  var processFaults: Int { get async }
}

extension LanguageModel {
  /// A model without processes on this machine.
  public var processFaults: Int { 0 }
}
