import Foundation

/// Base64 for URLs, without padding.
///
/// - Source: RFC 4648 section 5; RFC 7515 appendix C.
enum Base64URL {
  static func text(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// `nil` for anything that ``text(_:)`` would not have written: two texts must not mean the same bytes.
  static func bytes(_ text: String) -> [UInt8]? {
    let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    let standard = text.replacing("-", with: "+").replacing("_", with: "/") + padding
    guard let data = Data(base64Encoded: standard) else { return nil }
    let bytes = [UInt8](data)
    return self.text(bytes) == text ? bytes : nil
  }
}
