import Foundation

/// The text of a PDF, page by page, by poppler's `pdftotext`.
///
/// In a child process with bounds on memory and time rather than by poppler's library: PDFs are where memory faults are found, and a
/// child that dies takes only its own document with it.
///
/// - Source: `pdftotext(1)`, where a form feed ends each page; `prlimit(1)`, `timeout(1)`.
struct PDFReader {
  private static let folder = "/usr/bin/"
  /// The status of `timeout(1)` when time was up.
  private static let timedOut: Int32 = 124
  let limits: DocumentLimits

  func sections(_ file: URL) throws(DocumentFault) -> [DocumentSection] {
    let text = String(decoding: try output(of: file), as: UTF8.self)
    var pages = text.split(separator: "\u{0C}", omittingEmptySubsequences: false)
    if pages.last?.allSatisfy(\.isWhitespace) == true { pages.removeLast() }
    guard pages.count <= limits.pages else { throw .tooManyPages(limit: limits.pages) }
    return pages.enumerated().map { DocumentSection(locator: "page \($0.offset + 1)", text: String($0.element)) }
  }

  private func output(of file: URL) throws(DocumentFault) -> Data {
    for name in ["timeout", "prlimit", "pdftotext"] where !FileManager.default.isExecutableFile(atPath: Self.folder + name) {
      throw .missingReader(name)
    }
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: Self.folder + "timeout")
    process.arguments = [
      "--kill-after=5", "\(limits.seconds)", Self.folder + "prlimit", "--as=\(limits.readerBytes)", "--cpu=\(limits.seconds)",
      "--core=0", Self.folder + "pdftotext", "-q", "-enc", "UTF-8", "-l",
      "\(limits.pages + 1)", file.standardizedFileURL.path, "-",
    ]
    process.environment = [:]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch { throw .missingReader("timeout") }
    let text: Data
    do throws(DocumentFault) { text = try read(pipe.fileHandleForReading) } catch {
      process.terminate()
      process.waitUntilExit()
      throw error
    }
    process.waitUntilExit()
    if process.terminationStatus == Self.timedOut { throw .tookTooLong(seconds: limits.seconds) }
    guard process.terminationStatus == 0 else { throw .damaged(status: process.terminationStatus) }
    return text
  }

  /// Everything up to the end. A pipe that cannot be read is a damaged reply, never the end of the text.
  private func read(_ handle: FileHandle) throws(DocumentFault) -> Data {
    var text = Data()
    do {
      while let piece = try handle.read(upToCount: 1 << 16), !piece.isEmpty {
        text.append(piece)
        if text.count > limits.textBytes { break }
      }
    } catch { throw .damaged(status: -1) }
    guard text.count <= limits.textBytes else { throw .tooMuchText(limit: limits.textBytes) }
    return text
  }
}
