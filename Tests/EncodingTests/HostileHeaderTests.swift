import Foundation
import Testing
import Vocabulary

@testable import Encoding

/// Headers that a stranger may send: each is refused with its reason, none with a crash, and none costs more than its bytes.
@Suite struct HostileHeaders {
  /// A header, and a word of the reason for which it must be refused.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let header: String
    let reason: String
    var testDescription: String { name }

    init(_ name: String, _ header: String, _ reason: String) {
      (self.name, self.header, self.reason) = (name, header, reason)
    }
  }

  static let sound = Safetensors.tensor("a")

  static let cases: [Case] = [
    Case("end below begin", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[64,0]"))}", "do not lie within"),
    Case("begin below zero", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[-64,0]"))}", "do not lie within"),
    Case("end beyond the file", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[0,65]"))}", "do not lie within"),
    Case("2^63 - 1", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[0,9223372036854775807]"))}", "do not lie within"),
    Case("2^63", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[0,9223372036854775808]"))}", "no whole number"),
    Case("2^64", "{\(Safetensors.tensor("a", "F32", "[18446744073709551616]"))}", "no whole number"),
    Case("an offset with a fraction", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[0,64.0]"))}", "no whole number"),
    Case("an offset with an exponent", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[0,6.4e1]"))}", "no whole number"),
    Case(
      "a number of a million digits", "{\(Safetensors.tensor("a", "F32", "[" + String(repeating: "9", count: 1_000_000) + "]"))}",
      "digits"),
    Case("a product that overflows", "{\(Safetensors.tensor("a", "F32", "[4611686018427387904,4]"))}", "does not fill"),
    Case("a product that wraps to 64", "{\(Safetensors.tensor("a", "F32", "[4294967296,4294967296,16]"))}", "does not fill"),
    Case("a shape below zero", "{\(Safetensors.tensor("a", "F32", "[-4,-4]"))}", "does not fill"),
    Case("nine axes", "{\(Safetensors.tensor("a", "F32", "[1,1,1,1,1,1,1,4,4]"))}", "more than 8 numbers"),
    Case("three offsets", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[0,64,64]"))}", "more than 2 numbers"),
    Case("one offset", "{\(Safetensors.tensor("a", "F32", "[4,4]", "[0]"))}", "not two numbers"),
    Case("a shape that is no list", "{\(Safetensors.tensor("a", "F32", "16"))}", "expected '['"),
    Case("a shape of texts", "{\(Safetensors.tensor("a", "F32", "[\"4\",4]"))}", "expected a number"),
    Case("a size of null", "{\(Safetensors.tensor("a", "F32", "[null]"))}", "expected a number"),
    Case("an unknown type", "{\(Safetensors.tensor("a", "Q7"))}", "unknown dtype"),
    Case("a type that is a number", "{\"a\":{\"dtype\":7,\"shape\":[4,4],\"data_offsets\":[0,64]}}", "expected '\"'"),
    Case("no type", "{\"a\":{\"shape\":[4,4],\"data_offsets\":[0,64]}}", "dtype is missing"),
    Case("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,64]}}", "shape is missing"),
    Case("no offsets", "{\"a\":{\"dtype\":\"F32\",\"shape\":[4,4]}}", "data_offsets"),
    Case("a tensor twice", "{\(sound),\(sound)}", "stands twice"),
    Case("a tensor twice by an escape", "{\(sound),\(Safetensors.tensor("\\u0061"))}", "stands twice"),
    Case(
      "a field twice", "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F16\",\"shape\":[4,4],\"data_offsets\":[0,64]}}", "stands twice"),
    Case("two tensors on the same bytes", "{\(sound),\(Safetensors.tensor("b"))}", "overlap"),
    Case(
      "two that overlap by four bytes",
      "{\(Safetensors.tensor("a", "F32", "[8]", "[0,32]")),\(Safetensors.tensor("b", "F32", "[9]", "[28,64]"))}", "overlap"),
    Case("one within another", "{\(sound),\(Safetensors.tensor("b", "F32", "[4]", "[16,32]"))}", "overlap"),
    Case(
      "a hole", "{\(Safetensors.tensor("a", "F32", "[4]", "[0,16]")),\(Safetensors.tensor("b", "F32", "[8]", "[32,64]"))}",
      "belong to no tensor"),
    Case("bytes left over", "{\(Safetensors.tensor("a", "F32", "[8]", "[0,32]"))}", "belong to no tensor"),
    Case("a depth of 100,000", "{\"a\":" + String(repeating: "[", count: 100_000), "expected '{'"),
    Case("a depth of 100,000 in a field", "{\"a\":{\"x\":" + String(repeating: "[", count: 100_000), "nested deeper"),
    Case("objects to a depth of 90,000", "{\"a\":{\"x\":" + String(repeating: "{\"x\":", count: 90_000), "nested deeper"),
    Case("metadata that are no texts", "{\"__metadata__\":{\"a\":{}},\(sound)}", "expected '\"'"),
    Case("a long name", "{\(Safetensors.tensor(String(repeating: "n", count: 600)))}", "a name of 600 bytes"),
    Case("something behind it", "{\(sound)}{}", "follows the value"),
    Case("no comma", "{\(sound) \(Safetensors.tensor("b"))}", "expected ','"),
    Case("a comma too many", "{\(sound),}", "expected '\"'"),
    Case("half of a surrogate pair", "{\(Safetensors.tensor("\\ud800"))}", "half of a pair"),
    Case("an unknown escape", "{\(Safetensors.tensor("\\x"))}", "unknown escape"),
    Case("a control character", "{\(Safetensors.tensor("a\u{1}"))}", "control character"),
    Case("a text without an end", "{\"a", "does not end"),
    Case("a list for the table", "[\(String(repeating: "1,", count: 1000))1]", "expected '{'"),
    Case("nothing", "", "ends too early"),
  ]

  @Test(arguments: cases)
  func `a hostile header is refused for its own reason`(_ hostile: Case) throws {
    let found = try #require(try Safetensors.refusal(hostile.header))
    #expect(found.fault.description.contains(hostile.reason), "\(found.fault)")
    // The reason stays readable whatever the header holds.
    #expect(found.fault.description.utf8.count < 300 && (found.tensor ?? "").utf8.count <= 512)
  }

  @Test func `a name that is no UTF-8 is refused`() throws {
    var bytes = Array("{\(Self.sound)}".utf8)
    bytes[2] = 0xFF
    let header = bytes
    #expect(throws: SafetensorsRefusal.self) { try SafetensorsHeader(json: header, dataStart: 8, fileByteCount: 72) }
  }

  /// Whatever is refused has left no tensor outside of its file; whatever is accepted lies within.
  @Test func `20,000 mutated headers are read or refused, and nothing accepted leaves the file`() {
    var random = SplitMix64(seed: 20_261_124)
    let names = (0..<6).map { Safetensors.tensor("layer.\($0).weight", "F16", "[2,4]", "[\($0 * 16),\($0 * 16 + 16)]") }
    let sound = Array("{\"__metadata__\":{\"format\":\"pt\"},\(names.joined(separator: ","))}".utf8)
    var accepted = 0
    for _ in 0..<20_000 {
      let header = Self.mutated(sound, &random)
      guard let read = try? SafetensorsHeader(json: header, dataStart: 8 + header.count, fileByteCount: 8 + header.count + 96)
      else {
        continue
      }
      accepted += 1
      let ranges = read.entries.values.map(\.bytes).sorted { $0.lowerBound < $1.lowerBound }
      #expect(ranges.allSatisfy { $0.lowerBound >= 8 + header.count && $0.upperBound <= 8 + header.count + 96 })
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
    // Some mutations change a name or a blank only: a reader that refused everything would not be tested.
    #expect(accepted > 100 && accepted < 15_000, "\(accepted)")
  }

  /// One to four changes: a byte, a run cut out, a run doubled, a number made huge.
  private static func mutated(_ sound: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = sound
    for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
      let place = Int(random.next() % UInt64(bytes.count))
      let end = min(place + Int(random.next() % 24), bytes.count)
      switch random.next() % 5 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[place] = Array("{}[],:\"\\0919 ".utf8)[Int(random.next() % 13)]
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: bytes.insert(contentsOf: Array("9223372036854775807".utf8), at: place)
      }
    }
    return bytes
  }
}
