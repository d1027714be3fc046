import Vocabulary

/// The language model as the server knows it: at work, or absent for a reason.
struct LanguageDesk: Sendable {
  /// Who rewords; `nil` where there is no model, or no knowledge store to reword.
  let rephrasing: RephrasingDesk?
  /// What is said where there is no model.
  private let absent: LanguageState

  init(_ choice: LanguageModelSetup.Choice, _ rephrasing: RephrasingDesk?) {
    self.rephrasing = rephrasing
    switch choice {
    case .none(let state): absent = state
    case .model: absent = LanguageState(.off, detail: "there is no knowledge store, so that there is nothing to reword")
    }
  }

  func state() async -> LanguageState { await rephrasing?.model.state() ?? absent }
}
