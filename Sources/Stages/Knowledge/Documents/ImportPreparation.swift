internal import Cryptography
import Foundation
import Vocabulary

/// From a file to a draft: reads, cuts, names.
struct ImportPreparation {
  let limits: DocumentLimits
  let cutter: PassageCutter

  func draft(_ request: ImportRequest) throws(DocumentFault) -> DocumentDraft {
    let name = request.file.lastPathComponent
    guard let format = DocumentFormat(fileName: name) else { throw .unknownFormat }
    let reader = DocumentReader(limits: limits)
    let bytes = try reader.bytes(of: request.file)
    let sections = try reader.sections(bytes, format: format, file: request.file)
    let title = request.title ?? String(name.prefix { $0 != "." })
    let source = KnowledgeSource(
      title: title, organisation: request.organisation ?? "not stated", year: request.year, url: request.url)
    let passages = sections.flatMap { section in
      cutter.passages(of: section.text).map { text in
        PassageDraft(
          condition: request.condition, section: nil, about: nil, locator: section.locator, text: text, sources: [source])
      }
    }
    guard !passages.isEmpty else { throw .empty }
    return DocumentDraft(
      kind: .imported, name: name, title: title, licence: request.licence,
      contentHash: SHA256.digest(of: bytes).hexadecimal, passages: passages)
  }
}
