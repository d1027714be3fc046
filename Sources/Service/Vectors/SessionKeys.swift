public import Cryptography
public import Vocabulary

/// Who holds the keys under which vectors are sealed. The store keeps none: a session whose key is destroyed is gone.
///
/// - Threading: safe from any thread.
public protocol SessionKeys: Sendable {
  /// The key of a session, made where it has none yet.
  ///
  /// - Parameter session: whose vectors are sealed or opened.
  /// - Returns: 32 bytes, or `nil` for a session that was purged.
  /// - Throws: whatever the keeper of keys throws while it cannot be asked.
  func key(of session: SessionIdentifier) async throws -> Secret?

  /// The key that blinds names of streams.
  ///
  /// - Returns: the same 32 bytes each time.
  /// - Throws: whatever the keeper of keys throws while it cannot be asked.
  func nameKey() async throws -> Secret
}
