public import YAML

/// Why a pack, a calibration or an embedding cannot be used.
public enum DetectionError: Error, Sendable, Hashable {
  /// The pack's file is no YAML of a pack's form.
  case yaml(YAMLFailure)
  /// The pack reads, but says something that cannot work; the findings are of severity `error`.
  case pack(file: String, [PackFinding])
  /// The calibration's file cannot be read as one.
  case calibration(file: String, problem: String)
  /// The text encoder failed; `problem` is its own.
  case texts(problem: String)
  /// Another number of vectors than of prompts.
  case vectorCount(expected: Int, actual: Int)
  /// A vector of another length than the encoder's.
  case dimension(expected: Int, actual: Int)
  /// A vector with an infinity or what is no number.
  case notFinite
  /// An encoder returned nothing for a frame.
  case noEmbedding
  /// Too little was recorded to stand for a stream's ordinary frames.
  case backgroundTooShort(frames: Int, needed: Int)
}

extension DetectionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .yaml(let failure): failure.description
    case .pack(let file, let findings): findings.first.map { "\(file):\($0.line): \($0.message)" } ?? "\(file): unusable"
    case .calibration(let file, let problem): "\(file): \(problem)"
    case .texts(let problem): "the pack's prompts could not be embedded: \(problem)"
    case .vectorCount(let expected, let actual): "\(expected) prompts, but \(actual) vectors"
    case .dimension(let expected, let actual): "a vector of \(actual) numbers where the encoder has \(expected)"
    case .notFinite: "a vector holds an infinity or a value that is no number"
    case .noEmbedding: "the encoder gave no vector for the frame"
    case .backgroundTooShort(let frames, let needed): "\(frames) frames recorded, at least \(needed) are needed"
    }
  }
}
