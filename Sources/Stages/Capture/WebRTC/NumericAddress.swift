/// Numeric IP addresses, told apart from names without any look-up.
enum NumericAddress {
  /// Whether `text` is an IPv4 or IPv6 address that packets may be sent to: not unspecified, broadcast or multicast.
  static func isUsable(_ text: Substring) -> Bool {
    if let bytes = version4(text) { return bytes[0] != 0 && bytes[0] < 224 }
    guard text.utf8.contains(UInt8(ascii: ":")), let groups = version6(text) else { return false }
    return groups[0] >> 8 != 0xff && groups.contains { $0 != 0 }
  }

  private static func version4(_ text: Substring) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let numbers = parts.compactMap { $0.utf8.count <= 3 ? SDPText.number($0, atMost: 255) : nil }
    return numbers.count == 4 ? numbers : nil
  }

  /// RFC 4291 section 2.2 forms 1 and 2; no zone, no embedded IPv4.
  private static func version6(_ text: Substring) -> [Int]? {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count) else { return nil }
    let groups = halves.map(hexadecimalGroups)
    guard let head = groups[0], let tail = groups.count == 2 ? groups[1] : [] else { return nil }
    if groups.count == 1 { return head.count == 8 ? head : nil }
    let gap = 8 - head.count - tail.count
    return gap >= 1 ? head + Array(repeating: 0, count: gap) + tail : nil
  }

  private static func hexadecimalGroups(_ text: Substring) -> [Int]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let groups = parts.compactMap { part -> Int? in
      (1...4).contains(part.utf8.count) && part.utf8.allSatisfy(SDPText.isHexadecimal) ? Int(part, radix: 16) : nil
    }
    return groups.count == parts.count ? groups : nil
  }
}
