public import Cryptography

/// What a password must be. Length is what counts: nothing is asked about kinds of characters.
///
/// - Source: NIST SP 800-63B-4, section 3.1.1.2: 15 characters at least where the password is the only proof, 64 at least accepted, no rules of
///   composition, what is easily guessed refused.
public enum PasswordRules {
  public static let leastCharacters = 15
  /// Bytes; more would only cost time.
  public static let mostBytes = 1_024
  /// Characters that must differ: fewer repeat a pattern.
  public static let leastDistinct = 6
  /// For complaints.
  public static let allowed =
    "at least 15 characters (a sentence is easiest), at most 1024 bytes, at least 6 different ones, without the name that it belongs to"

  /// Whether `password` may be `name`'s.
  ///
  /// - Parameters:
  ///   - password: what is wanted.
  ///   - name: whose it is to be.
  /// - Returns: `false` for one that is too short, too long or easily guessed.
  public static func accepts(_ password: Secret, of name: String) -> Bool {
    guard password.byteCount <= mostBytes else { return false }
    return password.withText { text in
      let lower = text.lowercased()
      return text.count >= leastCharacters && Set(text).count >= leastDistinct && !text.unicodeScalars.contains("\0")
        && (name.count < 4 || !lower.contains(name)) && !lower.contains("mediaskinoscope")
    }
  }
}
