public import SQLite
public import Vocabulary
internal import YAML

/// What can go wrong with knowledge. Cases carry facts, nothing of any document's text.
public enum KnowledgeError: Error, Sendable {
  /// No store has been built.
  case notBuilt(path: String)
  /// The store was built for another embedder or by another version of the program.
  case outdated(path: String)
  /// SQLite did not do it.
  case store(SQLiteError)
  /// A note or table of the project is not as it should be.
  case content(file: String, reason: String)
  /// A document could not be brought in.
  case document(name: String, DocumentFault)
  /// There is no passage or document of that name.
  case unknown(String)
  /// A number of passages or documents fits that beginning of a name.
  case ambiguous(String, count: Int)
  /// What ships is changed in the project, not in a store.
  case notYours(String)
  /// Only statements of notes are corrected; the document's name.
  case notCorrectable(String)
  /// Someone corrected the passage since it was read; the passage that stands there now.
  case superseded(current: String)
  /// What a correction says cannot be taken; a JSON pointer and what is allowed there.
  case correction(pointer: String, allowed: String)
  /// Nobody opened the store for writing.
  case readOnly
  /// The embedder failed, in its own words.
  case embedding(String)
}

extension KnowledgeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notBuilt(let path): "there is no knowledge store at \(path); run `mediaskinoscope knowledge build`"
    case .outdated(let path):
      "the knowledge store at \(path) was built for another embedder or program; run `mediaskinoscope knowledge build`"
    case .store(let error): "the knowledge store could not be used: \(error)"
    case .content(let file, let reason): "\(file): \(reason)"
    case .document(let name, let fault): "\(name) \(fault)"
    case .unknown(let name): "there is no passage or document \(name); `mediaskinoscope knowledge list` names them"
    case .ambiguous(let name, let count): "\(count) passages or documents begin with \(name); give more of its digits"
    case .notYours(let name): "\(name) ships with the project; it cannot be removed, only documents that were imported can"
    case .notCorrectable(let name):
      "\(name) is no note; facts of ontologies come from their tables, and an imported document is corrected by importing it anew"
    case .superseded(let current): "it was corrected meanwhile; the statement is \(current) now"
    case .correction(let pointer, let allowed): "\(pointer.dropFirst()): allowed is \(allowed)"
    case .readOnly: "the knowledge store is open for reading only; name a data folder"
    case .embedding(let reason): "texts could not be turned into vectors: \(reason)"
    }
  }

  /// The same for a viewer: what happened, what it means, what to do.
  public var userMessage: UserMessage {
    switch self {
    case .notBuilt, .outdated:
      UserMessage(code: "knowledge_missing", text: "Explanations have no sources yet. Run `mediaskinoscope knowledge build`.")
    case .unknown, .ambiguous, .notYours: UserMessage(code: "knowledge_unknown", text: "There is no such document or passage.")
    case .notCorrectable, .superseded, .correction: UserMessage(code: "correction_refused", text: "Not corrected: \(self).")
    case .document(_, let fault): UserMessage(code: "document_refused", text: "The document \(fault).")
    case .store, .content, .readOnly, .embedding:
      UserMessage(
        code: "knowledge_failed", text: "The knowledge store could not be used. Alerts go on; the server's log says more.")
    }
  }
}

extension KnowledgeError {
  /// Runs what uses the store; whatever SQLite throws comes out as ours.
  static func store<Value>(_ body: () throws -> Value) throws(KnowledgeError) -> Value {
    do { return try body() } catch let error as KnowledgeError { throw error } catch let error as SQLiteError {
      throw .store(error)
    } catch {
      throw .store(SQLiteError(kind: .other, function: "store", code: 0, extendedCode: 0, message: "\(type(of: error))"))
    }
  }

  /// Runs what reads a file of the project.
  static func content<Value>(_ file: String, _ body: () throws -> Value) throws(KnowledgeError) -> Value {
    do { return try body() } catch let error as KnowledgeError { throw error } catch let failure as YAMLFailure {
      throw .content(file: file, reason: "\(failure)")
    } catch { throw .content(file: file, reason: "it cannot be read") }
  }
}
