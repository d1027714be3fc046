/// What went wrong in the speech library. Texts are not kept.
public enum EspeakError: Error, Hashable, CustomStringConvertible {
  /// The library keeps one state for the process, and somebody has it.
  case inUse
  /// The library's own files are missing or do not fit it.
  case unavailable(code: Int32)
  /// It has no voice of that name.
  case voice(String)
  /// It refused a text.
  case synthesis(code: Int32)

  public var description: String {
    switch self {
    case .inUse: "espeak-ng is in use in this process"
    case .unavailable(let code): "espeak_Initialize failed with \(code): is the Debian package espeak-ng-data installed?"
    case .voice(let name): "espeak_SetVoiceByName knows no voice \(name)"
    case .synthesis(let code): "espeak_Synth failed with \(code)"
    }
  }
}
