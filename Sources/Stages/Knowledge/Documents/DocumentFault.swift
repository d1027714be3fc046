/// Why a document could not be read. Carries facts, nothing of its text.
public enum DocumentFault: Error, Sendable, Hashable {
  /// The name's ending is none that is known.
  case unknownFormat
  /// The system's error number.
  case unreadable(errorNumber: Int32)
  case notAFile
  case tooLarge(bytes: Int, limit: Int)
  case tooManyPages(limit: Int)
  case tooMuchText(limit: Int)
  /// The bytes are no UTF-8.
  case notText
  /// No words came out of it: a scan without text, say.
  case empty
  /// What reads PDFs ended with this status: damaged, or protected by a password.
  case damaged(status: Int32)
  case tookTooLong(seconds: Int)
  /// A program that is needed is not installed.
  case missingReader(String)
}

extension DocumentFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownFormat: "is neither Markdown (.md), text (.txt), HTML (.html) nor PDF (.pdf); convert it to one of these"
    case .unreadable(let number): "cannot be read (error \(number)); check that it exists and that you may read it"
    case .notAFile: "is no file; name files, not folders"
    case .tooLarge(let bytes, let limit): "has \(bytes) bytes, more than the \(limit) that are taken; split it"
    case .tooManyPages(let limit): "has more than \(limit) pages; split it"
    case .tooMuchText(let limit): "holds more than \(limit) bytes of text; split it"
    case .notText: "is no UTF-8 text; save it as UTF-8"
    case .empty: "holds no words; a scan needs text recognition first"
    case .damaged(let status): "could not be read as a PDF (status \(status)); it is damaged or protected by a password"
    case .tookTooLong(let seconds): "took longer than \(seconds) s to read; split it"
    case .missingReader(let name): "needs \(name) to be read; install Debian's poppler-utils and util-linux"
    }
  }
}
