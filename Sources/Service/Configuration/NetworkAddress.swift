import Foundation

/// A numeric IPv4 or IPv6 address.
public struct NetworkAddress: Sendable, Hashable {
  /// 4 or 16 bytes, most significant first.
  public let bytes: [UInt8]

  /// Reads `192.0.2.1` or `2001:db8::1`; `nil` if `text` is neither. Leading zeros, short forms and zones are refused.
  public init?(_ text: String) {
    guard let bytes = Self.four(text) ?? Self.sixteen(text) else { return nil }
    self.bytes = bytes
  }

  public var isVersion6: Bool { bytes.count == 16 }

  /// 127.0.0.0/8 and ::1.
  public var isLoopback: Bool { isVersion6 ? bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 : bytes[0] == 127 }

  private static func four(_ text: String) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { part -> UInt8? in
      guard part.utf8.allSatisfy({ (48...57).contains($0) }), part == "0" || !part.hasPrefix("0") else { return nil }
      return UInt8(part)
    }
    return bytes.count == 4 ? bytes : nil
  }

  private static func sixteen(_ text: String) -> [UInt8]? {
    guard let gap = text.range(of: "::") else {
      return groups(text).flatMap { $0.count == 16 ? $0 : nil }
    }
    guard let head = groups(String(text[..<gap.lowerBound])), let tail = groups(String(text[gap.upperBound...])),
      head.count + tail.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// Two bytes for each hexadecimal group; a dotted last group gives four.
  private static func groups(_ text: String) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, let dotted = four(String(part)) {
        bytes += dotted
      } else {
        guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16) else {
          return nil
        }
        bytes += [UInt8(group >> 8), UInt8(group & 255)]
      }
    }
    return bytes
  }
}
