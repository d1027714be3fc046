/// What the process of the local model answers: a line of JSON.
struct WorkerAnswer: Codable, Sendable, Hashable {
  /// Why it stopped to write.
  enum Ending: String, Codable, Sendable, Hashable { case finished, limit, late }

  var text = ""
  var tokens = 0
  var ending = Ending.finished
  /// Loading the model for this text.
  var loadingMilliseconds = 0.0
  /// The library's own words where there is no answer; they quote no text.
  var fault: String?
}
