/// Makes and checks the 128-bit identifiers of records.
public enum RandomIdentifier {
  /// 32 lower-case hexadecimal digits from the system's cryptographic random source.
  public static func hexadecimal128() -> String {
    var generator = SystemRandomNumberGenerator()
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: (0..<32).map { _ in digits[Int.random(in: 0..<16, using: &generator)] }, as: UTF8.self)
  }

  /// Whether `text` has that form.
  public static func isHexadecimal128(_ text: String) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
  }
}
