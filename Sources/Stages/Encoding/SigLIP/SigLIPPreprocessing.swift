/// How a picture becomes the tower's input. A model must be used with the rule that its prompts and thresholds were made with.
public enum SigLIPPreprocessing: String, Sendable, Hashable, CaseIterable {
  /// Zero-padded to a centred square, bilinear with antialiasing; padding becomes −1.
  case serving
  /// Squashed, bilinear without antialiasing.
  case evaluation
  /// Squashed as `preprocessor_config.json` says, antialiased, rounded to bytes: Hugging Face's processor.
  case processor
  /// Zero-padded to a centred square, bicubic with antialiasing, rounded to bytes: what Google's own MedSigLIP server does.
  ///
  /// - Source: `python/serving/predictor.py` of Google-Health/medsiglip, whose image processor keeps the library's default
  ///   filter; pixels pass through eight bits on their way through Pillow.
  case predictor
}

extension SigLIPPreprocessing {
  /// What a SigLIP directory is used with unless someone asks otherwise: nothing in a directory says how its owner prepares pictures.
  ///
  /// Of the two rules that pad, this one follows the description of MedSigLIP's evaluation and serving (bilinear); Google's own server has
  /// been read to keep its library's cubic filter, which ``predictor`` does. Thresholds belong to one rule, so it is in the fingerprint.
  public static let standard = SigLIPPreprocessing.serving

  /// What it does to a picture, in words.
  public var summary: String {
    switch self {
    case .serving: "padded to a square with black, bilinear with antialiasing"
    case .evaluation: "squashed to a square, bilinear without antialiasing"
    case .processor: "squashed to a square as preprocessor_config.json says, antialiased, rounded to bytes"
    case .predictor: "padded to a square with black, bicubic with antialiasing, rounded to bytes"
    }
  }

  func padding(width: Int, height: Int) -> Padding {
    switch self {
    case .serving, .predictor: .square(width: width, height: height)
    case .evaluation, .processor: .none
    }
  }

  func filter(_ processor: SigLIPProcessorConfiguration) -> ResampleFilter {
    switch self {
    case .serving, .evaluation: .bilinear
    case .processor: processor.filter
    case .predictor: .bicubic
    }
  }

  /// Whether the reference rounds to bytes between the axes.
  var isStepwise: Bool { self == .processor || self == .predictor }

  /// Mean and deviation of a channel; Google's server keeps ½ and ½ whatever the directory says.
  func normalization(_ processor: SigLIPProcessorConfiguration, _ channel: Int) -> (mean: Float, deviation: Float) {
    self == .predictor ? (0.5, 0.5) : (processor.mean[channel], processor.deviation[channel])
  }
}
