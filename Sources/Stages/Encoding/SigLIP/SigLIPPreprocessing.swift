/// By which rule a picture becomes the vision tower's input.
///
/// - Source: the MedSigLIP serving container, its notebooks' evaluation, and Hugging Face's processor.
public enum SigLIPPreprocessing: String, Sendable, Hashable, CaseIterable {
  /// Zero-padded to a centred square, bilinear with antialiasing; padding becomes −1.
  case serving
  /// Squashed, bilinear without antialiasing.
  case evaluation
  /// Squashed as `preprocessor_config.json` says, antialiased, rounded to bytes.
  case processor
}
