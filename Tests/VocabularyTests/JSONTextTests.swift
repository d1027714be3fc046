import Foundation
import Testing
import Vocabulary

@Suite struct `JSON text` {
  @Test func `is read back as it was written`() throws {
    let value = JSONValue.object([
      "b": .array([.integer(Int64.min), .number(0.1), .number(-1e-7), .bool(true), .null, .array([]), .object([:])]),
      "a": .string("naïve \"quoted\" \\ / \n\r\t\u{1}\u{1f} 😀\u{2028}"),
    ])
    #expect(try JSONValue(parsing: value.encoded) == value)
    #expect(JSONValue.object(["b": .integer(1), "a": .integer(2)]).encodedText == #"{"a":2,"b":1}"#)
  }

  @Test func `agrees with Foundation`() throws {
    let text = #" {"é":[1, -0.5e-1 ,12345678901234567890, "\u00e9\ud83d\ude00\/\b\f"],"z":{"x":false}} "#
    let ours = try JSONValue(parsing: Array(text.utf8))
    let theirs = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(ours == theirs)
    #expect(try JSONDecoder().decode(JSONValue.self, from: Data(ours.encoded)) == ours)
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "[1", "{\"a\":1,}", "{\"a\"}", "{a:1}", "tru", "nul", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"",
    "1 2", "+1", ".5", "--1", "1e", "NaN", "Infinity", "1e999", "\"\n\"", #"{"a":1,"a":2}"#,
    String(repeating: "[", count: 100_000),
  ])
  func `refuses what is no JSON`(text: String) {
    #expect(throws: JSONFault.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func `keeps every bit of a vector`() throws {
    var generator = SystemRandomNumberGenerator()
    let vector = (0..<2000).map { _ in Float.random(in: -1...1, using: &generator) * Float.random(in: 0...1, using: &generator) }
    let frame = AlertReasonFrame(frame: 7, capturedAt: "2026-11-24T13:17:12.345Z", evidence: 0.1 + 0.2, value: 1, vector: vector)
    let value = try JSONValue(record: frame)
    let again = try JSONValue(parsing: value.encoded).record(AlertReasonFrame.self)
    #expect(again == frame)
  }

  @Test func `holds an alert's record as its coding does`() throws {
    let session = SessionIdentifier()
    let names = try (#require(StreamIdentifier("bedside")), #require(ConditionIdentifier("melanoma")))
    let vectors: [[Float]?] = [[0.1, -1e-7, 3, 16_777_216, .leastNonzeroMagnitude], nil, []]
    let record = AlertRecord(
      id: AlertIdentifier(), stream: names.0, session: session, condition: names.1, codes: [], tier: .caution, raisedAt: "",
      capturedAt: "", probability: nil, threshold: ThresholdSetting(enter: 0.6, exit: 0.5),
      why: vectors.map { AlertReasonFrame(frame: 1, capturedAt: "", evidence: 0.25, value: 0.5, vector: $0) },
      model: Fingerprint("m"), pack: Fingerprint("p"), preprocessing: "serving", frameSHA256: "", demo: true)
    let value = try JSONValue(alert: record)
    #expect(try JSONValue(parsing: value.encoded).record(AlertRecord.self) == record)
    #expect(value["why"]?.text == nil && value.encodedText.contains("[0.1,-1e-07,3.0,16777216.0,1e-45]"))
  }

  @Test func `knows what JSON cannot say`() {
    #expect(!JSONValue.object(["a": .array([.number(.nan)])]).isEncodable)
    #expect(JSONValue.array([.number(1), .null]).isEncodable)
    #expect(throws: (any Error).self) { try JSONValue(record: [Double.infinity]) }
  }
}
