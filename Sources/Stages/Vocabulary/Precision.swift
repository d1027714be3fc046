/// The numbers in which an encoder computes. Another precision gives slightly other vectors, so it is part of the fingerprint.
public enum Precision: String, Sendable, Hashable, CaseIterable, Codable {
  /// As the checkpoint was trained; what the goldens compare with.
  case f32
  /// Arithmetic with eight bits of mantissa.
  case bf16
  /// Weights of eight bits with a scale for each output channel, activations quantised on the fly.
  case int8
}
