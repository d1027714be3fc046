import Cryptography
import Journal
import Vectors
import Vocabulary

/// The journal as the holder of the keys under which vectors are sealed: a purge of a session destroys them with its own.
struct JournalKeys: SessionKeys {
  private static let purpose = "vectors"

  let journal: JournalStore

  func key(of session: SessionIdentifier) async throws -> Secret? {
    try await journal.derivedKey(of: session, purpose: Self.purpose)
  }

  func nameKey() async throws -> Secret {
    guard let key = try await journal.derivedKey(of: nil, purpose: Self.purpose) else {
      throw VectorError.unavailable(detail: "the journal's own key is gone")
    }
    return key
  }
}
