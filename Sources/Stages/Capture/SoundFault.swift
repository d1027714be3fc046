/// Why a sound could not be played here.
public enum SoundFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no sound output, or it refuses.
  case noOutput

  public var description: String {
    "this machine has no sound output that works; give --out FILE.wav, or switch the speakers off in the configuration"
  }
}
