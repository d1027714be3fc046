import GStreamer
public import Vocabulary

/// Why an annotated clip could not be written.
public enum AnnotationError: Error, Sendable, Hashable {
  /// The name does not end in `.mp4`.
  case notMP4(path: String)
  case exists(path: String)
  /// The folder is missing, or nothing may be written there.
  case unwritable(folder: String)
  case diskFull(folder: String)
  /// No element of that name is installed.
  case missingElement(String)
  /// The clip has no picture.
  case empty
  /// Drawing or encoding failed; the cause in the library's words, without addresses.
  case failed(cause: String)
}

extension AnnotationError: CustomStringConvertible {
  public var description: String { message.text }

  /// What, where, what to do.
  public var message: UserMessage {
    switch self {
    case .notMP4(let path):
      .init(code: "annotation-name", text: "\(path): the annotated clip is an MP4 file; end its name in .mp4")
    case .exists(let path):
      .init(code: "annotation-exists", text: "\(path) exists and is not overwritten; give another name or move it away")
    case .unwritable(let folder):
      .init(code: "annotation-folder", text: "nothing can be written in \(folder); give a folder that exists and is yours")
    case .diskFull(let folder):
      .init(
        code: "annotation-disk-full", text: "the disk of \(folder) is full, nothing was kept; make room or name another folder")
    case .missingElement(let name):
      .init(code: "annotation-incomplete", text: "the media part \(name) is not installed; run scripts/setup")
    case .empty: .init(code: "annotation-empty", text: "the clip has no picture, so that nothing was written")
    case .failed(let cause):
      .init(code: "annotation-failed", text: "the annotated clip could not be made, nothing was kept: \(cause)")
    }
  }

  init(_ failure: MediaFailure, folder: String) {
    switch failure {
    case .missingElement(let name): self = .missingElement(name)
    case .resource(.full, _): self = .diskFull(folder: folder)
    case .resource(.unwritable, _): self = .unwritable(folder: folder)
    default: self = .failed(cause: "\(failure)")
    }
  }
}
