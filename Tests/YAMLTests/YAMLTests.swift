import Foundation
import Testing
import YAML

@Suite("YAML") struct YAMLTests {
  enum Colour: String, CaseIterable { case red, green }

  private func failure(_ text: String) -> YAMLFailure? {
    do throws(YAMLFailure) {
      _ = try YAMLDocument.parse(text, name: "test.yaml")
      return nil
    } catch { return error }
  }

  @Test func `keeps keys, order and places`() throws {
    let root = try YAMLDocument.parse("# note\nlisten: 127.0.0.1:8080\nstreams:\n  - {id: bedside, pack: skin}\n", name: "a.yaml")
    let mapping = try root.mapping(allowing: ["listen", "streams"])
    #expect(mapping.entries.map(\.key) == ["listen", "streams"])
    #expect(try mapping.required("listen").text() == "127.0.0.1:8080")
    #expect(try mapping.required("listen").location == YAMLLocation(file: "a.yaml", line: 2, column: 9))
    let stream = try #require(try mapping.required("streams").sequence().first)
    #expect(stream.key == "streams[0]")
    let pack = try stream.mapping(allowing: ["id", "pack"]).required("pack")
    #expect(pack.location.line == 4 && pack.location.column == 25)
  }

  @Test(arguments: [
    ("yes", "text"), ("no", "text"), ("on", "text"), ("~", "null"), ("", "null"), ("Null", "null"), ("true", "boolean"),
    ("FALSE", "boolean"), ("'true'", "text"), ("012", "integer"), ("0o17", "integer"), ("0x1F", "integer"), ("-7", "integer"),
    ("0x-1", "text"), ("1_000", "text"), ("1.5", "number"), (".5", "number"), ("5.", "number"), ("1e3", "number"),
    ("+.5e-2", "number"), (".inf", "none"), (".nan", "none"), ("1.2.3", "text"), ("0s", "text"), (".", "text"), ("e5", "text"),
    ("12:30", "text"), ("2026-11-24", "text"),
  ])
  func `resolves scalars by the core schema`(text: String, expected: String) throws {
    let node = try #require(try YAMLDocument.parse("a: \(text)\n", name: "t").anyMapping().entries.first?.value)
    var kinds: [String] = []
    if node.isNull { kinds.append("null") }
    if (try? node.boolean()) != nil { kinds.append("boolean") }
    if (try? node.integer(in: Int.min...Int.max)) != nil {
      kinds.append("integer")
    } else if (try? node.number(in: -1e300...1e300)) != nil {
      kinds.append("number")
    }
    if (try? node.text()) != nil { kinds.append("text") }
    #expect(kinds == (expected == "none" ? [] : [expected]))
  }

  @Test func `reads numbers exactly`() throws {
    let items = try YAMLDocument.parse("[0o17, 0x1F, 012, -.5, 5., 1e3, -2.5E-1]", name: "t").sequence()
    #expect(try items.map { try $0.number(in: -1e9...1e9) } == [15, 31, 12, -0.5, 5, 1000, -0.25])
  }

  @Test func `names file, line, key and what is allowed`() throws {
    let root = try YAMLDocument.parse("k: 9\nn: eight\ncolour: blue\nlisten:\n", name: "packs/a.yaml")
    let mapping = try root.mapping(allowing: ["k", "n", "colour", "listen"])
    #expect(
      throws: YAMLFailure.wrongValue(
        .init(file: "packs/a.yaml", line: 1, column: 4), key: "k", allowed: "a whole number from 1 to 8", found: "9")
    ) { try mapping.required("k").integer(in: 1...8) }
    #expect(throws: YAMLFailure.self) { try mapping.required("n").number(in: 0...1) }
    #expect(
      throws: YAMLFailure.wrongValue(
        .init(file: "packs/a.yaml", line: 3, column: 9), key: "colour", allowed: "one of red, green", found: "blue")
    ) { try mapping.required("colour").choice(of: Colour.self) }
    #expect(throws: YAMLFailure.missingKey(.init(file: "packs/a.yaml", line: 4, column: 1), key: "listen")) {
      try mapping.required("listen")
    }
    let unknown = #expect(throws: YAMLFailure.self) { try root.mapping(allowing: ["k", "n"]) }
    #expect(unknown?.description == "packs/a.yaml:3:1: colour: unknown key; allowed are k, n")
  }

  @Test func `refuses duplicate keys at any depth`() {
    #expect(
      failure("a:\n  b: 1\n  'b': 2\n") == .duplicateKey(.init(file: "test.yaml", line: 3, column: 3), key: "b", firstLine: 2))
  }

  @Test(arguments: [
    "a: &x 1", "a: &x [1]\nb: *x", "a: *x", "a: !!str 1", "a: !custom {b: 1}", "!!map {}", "a: 1\n---\nb: 2", "? [1]\n: 2",
    "&k a: 1",
  ])
  func `refuses anchors, aliases, tags, further documents and odd keys`(text: String) {
    guard case .refused = failure(text) else {
      Issue.record("\(text) gave \(String(describing: failure(text)))")
      return
    }
  }

  @Test(arguments: ["a: [1, 2", "a: 'x", "a:\n\t- b", "{", "a: b: c", "\u{1}", "%YAML 3.0\n---\na: 1"])
  func `says where broken text is broken`(text: String) {
    guard case .syntax(let place, _) = failure(text) else {
      Issue.record("\(text) gave \(String(describing: failure(text)))")
      return
    }
    #expect(place.line >= 1)
  }

  @Test func `bounds depth, nodes, bytes and keys`() {
    func isLimit(_ text: String) -> Bool { if case .limit = failure(text) { true } else { false } }
    #expect(!isLimit(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)))
    #expect(isLimit(String(repeating: "[", count: 34) + String(repeating: "]", count: 34)))
    #expect(isLimit(String(repeating: "[", count: 200_000)))
    #expect(isLimit("[" + String(repeating: "1,", count: 50_001) + "]"))
    #expect(isLimit("a: " + String(repeating: "x", count: 1_000_000)))
    #expect(isLimit(String(repeating: "k", count: 300) + ": 1"))
  }

  @Test func `refuses bytes that are not UTF-8`() {
    for bytes: [UInt8] in [[0x61, 0x3A, 0x20, 0xFF], [0xFF, 0xFE, 0x61, 0x00], [0x61, 0x00]] {
      #expect(throws: YAMLFailure.self) { try YAMLDocument.parse(bytes, name: "t") }
    }
  }

  @Test(arguments: ["", "# only a note\n", "---\n", "\u{FEFF}"])
  func `an empty document is null`(text: String) throws {
    #expect(try YAMLDocument.parse(text, name: "t").isNull)
  }

  @Test func `any bytes end in a tree or a failure`() {
    var generator = SystemRandomNumberGenerator()
    let alphabet = Array("[]{}:,-?!&*|>'\"%@#~ \n\tab01".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? 32 }
      _ = try? YAMLDocument.parse(bytes, name: "random")
    }
  }

  @Test func `a missing file says so`() {
    #expect(throws: YAMLFailure.unreadable(file: "/nowhere/at/all.yaml", code: 2)) {
      try YAMLDocument.read(file: "/nowhere/at/all.yaml")
    }
  }
}
