/// How a recording is played; live sources know no end.
public enum PulledPlayback: Sendable, Hashable {
  /// From the start again after the end.
  case looped
  case once
}
