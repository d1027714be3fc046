public import GLib

/// What went wrong in the media library, sorted by what a caller can do about it.
///
/// The library's own text quotes addresses and offers, so that it is kept out of ``description``.
public enum MediaFailure: Error, Sendable, CustomStringConvertible {
  /// No such element is installed.
  case missingElement(String)
  /// A pad that must be there is not, or does not fit.
  case notLinked(from: String, to: String)
  /// `gst_element_set_state` refused.
  case stateRefused
  /// A seek was refused.
  case seekRefused
  /// `GST_RESOURCE_ERROR`: a source or a target cannot be reached, opened or written.
  case resource(ResourceProblem, GLibFailure)
  /// `GST_STREAM_ERROR`: the bytes are not what was expected.
  case stream(StreamProblem, GLibFailure)
  /// Any other domain.
  case other(GLibFailure)

  /// Why a source cannot be read, or a target cannot be written.
  public enum ResourceProblem: Sendable, Hashable {
    case notFound, unauthorised, busy, unreadable, unwritable, full, other
  }

  /// What is wrong with the bytes of a stream.
  public enum StreamProblem: Sendable, Hashable {
    case unknownType, missingCodec, undecodable, encrypted, other
  }

  public var description: String {
    switch self {
    case .missingElement(let name): "element \(name) is not installed"
    case .notLinked(let from, let to): "\(from) does not link to \(to)"
    case .stateRefused: "the pipeline refused its state"
    case .seekRefused: "the pipeline refused a seek"
    case .resource(let problem, let failure): "resource \(problem) (\(failure.domain) \(failure.code))"
    case .stream(let problem, let failure): "stream \(problem) (\(failure.domain) \(failure.code))"
    case .other(let failure): failure.description
    }
  }
}
