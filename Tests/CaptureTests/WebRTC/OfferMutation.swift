import TestSupport
import Vocabulary

/// Bends session descriptions the way careless and hostile peers do; the same seed bends them alike.
struct OfferMutation {
  private static let spice = [
    "", " ", "0", "-1", "65536", "4294967296", "99999999999999999999", "a=mid:0", "a=ice-ufrag:x", "a=rtcp-mux",
    "m=video 9 UDP/TLS/RTP/SAVPF 96",
    "a=candidate:1 1 udp 1 127.0.0.1 1 typ host", "a=extmap:1 x", "a=fmtp:96 =;=;==", "%s%n", "\u{0}", "\u{7f}", "ü", "BUNDLE",
    "*", ":", "/", "=",
  ]

  private var random: SplitMix64
  private let sources: [String]

  init(seed: UInt64, sources: [String]) {
    random = SplitMix64(seed: seed)
    self.sources = sources
  }

  mutating func next() -> String {
    var lines = pick(sources).split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init)
    for _ in 0..<Int.random(in: 1...6, using: &random) { bend(&lines) }
    return lines.joined(separator: Bool.random(using: &random) ? "\r\n" : "\n") + "\r\n"
  }

  private mutating func bend(_ lines: inout [String]) {
    guard !lines.isEmpty else { return lines.append(pick(Self.spice)) }
    let index = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: lines.remove(at: index)
    case 1: lines.insert(lines[index], at: Int.random(in: 0...lines.count, using: &random))
    case 2: lines.swapAt(index, Int.random(in: 0..<lines.count, using: &random))
    case 3: lines[index] = spoil(lines[index])
    case 4: lines.insert(pick(Self.spice), at: index)
    case 5: lines = Array(lines.prefix(index + 1))
    case 6: lines.insert(contentsOf: pick(sources).split(separator: "\r\n").map(String.init).suffix(20), at: index)
    case 7: lines[index] = String(lines[index].prefix(Int.random(in: 0...lines[index].count, using: &random)))
    default: lines[index] += pick(Self.spice)
    }
  }

  private mutating func spoil(_ line: String) -> String {
    var characters = Array(line)
    guard !characters.isEmpty else { return line }
    let index = Int.random(in: 0..<characters.count, using: &random)
    characters[index] = Character(UnicodeScalar(UInt8.random(in: 0...255, using: &random)))
    return String(characters)
  }

  private mutating func pick(_ choices: [String]) -> String { choices[Int.random(in: 0..<choices.count, using: &random)] }
}
