import GLib
import Testing

@Suite struct `The command line` {
  let parser = CommandLineParser(
    usage: "test", summary: "Tests.",
    options: [
      .init("json", .flag, "one object a line"), .init("model", .text(placeholder: "NAME"), "which"),
      .init("map", .list(placeholder: "A=B"), "pairs"),
    ])

  @Test func `options may stand anywhere and lists keep their order`() throws {
    let parsed = try parser.parse(["one", "--map", "a=b", "--json", "two", "--map=c=d", "--model", "x", "--model", "y"])
    #expect(parsed.arguments == ["one", "two"])
    #expect(parsed.list("map") == ["a=b", "c=d"])
    #expect(parsed.has("json"))
    #expect(parsed.text("model") == "y")
  }

  @Test func `an unknown option is named`() {
    let failure = #expect(throws: GLibFailure.self) { try parser.parse(["--nonsense"]) }
    #expect(failure?.message.contains("--nonsense") == true)
  }

  @Test func `a missing value is an error`() {
    #expect(throws: GLibFailure.self) { try parser.parse(["--model"]) }
  }

  @Test func `help names the program and every option`() {
    for name in ["mediaskinoscope ", "--json", "--model=NAME", "--map=A=B", "Tests."] { #expect(parser.help.contains(name)) }
  }
}
