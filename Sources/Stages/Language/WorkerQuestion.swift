import Vocabulary

/// One text as the process of the local model is asked for it: a line of JSON.
struct WorkerQuestion: Codable, Sendable, Hashable {
  let instruction: String
  let text: String
  let tokenLimit: Int
  let variant: Int
  /// For the answer itself; the model's loading is not in it.
  let milliseconds: Double

  init(_ task: LanguageTask) {
    instruction = task.instruction
    text = task.text
    tokenLimit = task.tokenLimit
    variant = task.variant
    milliseconds = task.patience.milliseconds
  }
}
