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
