import Dispatch
import Vocabulary

/// Reads and cuts documents on a queue of its own: a PDF may take a minute, and explanations must not wait for it.
actor ImportReader {
  private nonisolated let executor = QueueExecutor(name: "knowledge.import", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  func draft(_ request: ImportRequest, _ preparation: ImportPreparation) throws(DocumentFault) -> DocumentDraft {
    try preparation.draft(request)
  }
}
