/// A message of the call service, as far as this server cares.
public enum CallMessage: Sendable, Hashable {
  /// How far the call has come, and for one that ended why.
  case status(CallStatus, endedReason: String?)
  /// What somebody said.
  case transcript(speaker: String, text: String, isFinal: Bool)
  /// The assistant wants something done; the answer is due in this reply.
  case tools([ToolCall])
  case report(CallReport)
  /// Somebody calls in; the answer says with whom they speak.
  case assistantRequest
  /// This server is the voice.
  case speech(SpeechOrder)
  /// Known, and only for information.
  case information(String)
  /// Of a type that this version does not know.
  case unknown
}
