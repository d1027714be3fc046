import Foundation

/// Turns a file into sections of plain text.
///
/// - Threading: reads files and waits for a child process: call it on a thread that may wait.
struct DocumentReader {
  let limits: DocumentLimits

  /// The bytes of a file, if it is one and not too large.
  func bytes(of file: URL) throws(DocumentFault) -> [UInt8] {
    let data: Data
    do {
      // A device or a pipe has no size to check, and no end.
      let kind =
        try FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)[.type] as? FileAttributeType
      guard kind == .typeRegular else { throw DocumentFault.notAFile }
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      // Not what the folder says but what is there: the file may grow.
      data = try handle.read(upToCount: limits.fileBytes + 1) ?? Data()
    } catch let fault as DocumentFault { throw fault } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      throw .unreadable(errorNumber: Int32(cause?.code ?? (error as NSError).code))
    }
    guard data.count <= limits.fileBytes else { throw .tooLarge(bytes: data.count, limit: limits.fileBytes) }
    return [UInt8](data)
  }

  /// The sections of a document, in order, without empty ones.
  ///
  /// - Parameters:
  ///   - bytes: the file's.
  ///   - file: where it is; the PDF reader opens it by itself.
  func sections(_ bytes: [UInt8], format: DocumentFormat, file: URL) throws(DocumentFault) -> [DocumentSection] {
    let sections: [DocumentSection] =
      switch format {
      case .markdown: MarkdownReader.sections(try text(bytes))
      case .text: PlainTextReader.sections(try text(bytes))
      case .html: HTMLReader.sections(try webText(bytes))
      case .pdf: try PDFReader(limits: limits).sections(file)
      }
    let filled = sections.filter { $0.text.contains { $0.isLetter || $0.isNumber } }
    guard !filled.isEmpty else { throw .empty }
    guard filled.reduce(0, { $0 + $1.text.utf8.count }) <= limits.textBytes else { throw .tooMuchText(limit: limits.textBytes) }
    return filled
  }

  private func text(_ bytes: [UInt8]) throws(DocumentFault) -> String {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let plain = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    // A zero byte is UTF-8, but no text has one.
    guard !plain.contains(0), let text = String(validating: plain, as: UTF8.self) else { throw .notText }
    return text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "\n")
  }

  /// Old pages come as Windows-1252, which they often call Latin-1.
  private func webText(_ bytes: [UInt8]) throws(DocumentFault) -> String {
    if let text = try? text(bytes) { return text }
    guard !bytes.contains(0), let text = String(bytes: bytes, encoding: .windowsCP1252) else { throw .notText }
    return text
  }
}
