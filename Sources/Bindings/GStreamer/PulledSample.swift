/// What a ``MediaOutlet`` gave.
public enum PulledSample: ~Copyable {
  case sample(MediaSample)
  /// Nothing has come within the time.
  case nothingYet
  /// The stream has ended, or the pipeline does not run.
  case ended
}
