/// What is refused before or while a document is read.
public struct DocumentLimits: Sendable, Hashable {
  /// Bytes of the file.
  public var fileBytes = 64 * 1024 * 1024
  /// Pages of a PDF.
  public var pages = 3000
  /// Bytes of text, as UTF-8, that come out of it.
  public var textBytes = 16 * 1024 * 1024
  /// Seconds of processor time, and of waiting, for a PDF.
  public var seconds = 120
  /// Memory of the program that reads a PDF.
  public var readerBytes = 2 * 1024 * 1024 * 1024

  public init() {}
}
