import Foundation
import Testing

@testable import Knowledge

@Suite struct DocumentTests {
  @Test func `Markdown is cut at headings of both kinds, not within code`() {
    let sections = MarkdownReader.sections(
      """
      ---
      title: hidden
      ---
      Before.

      # One [link](https://example.org) #
      Text with **bold** and `code` <!-- no --> <b>tag</b>.

      Two
      ---
      ```
      # no heading
      ```
      ### Deep
      End.
      """)
    #expect(sections.map(\.locator) == ["beginning", "One link", "One link › Two", "One link › Two › Deep"])
    #expect(sections[1].text.contains("Text with bold and code  tag."))
    #expect(sections[2].text.contains("# no heading"))
    #expect(!sections.contains { $0.text.contains("hidden") })
  }

  @Test func `HTML leaves out what no reader sees`() {
    let sections = HTMLReader.sections(
      """
      <html><head><title>no</title><style>p { no }</style></head><body><!-- no --><p>Caf&eacute; &lt;5&nbsp;mm&#x2014;ok &unknown;
      <script>if (a < b) { no }</script><p hidden>no</p><div style="display: none">no <div>no</div> no</div>
      <h1 class="a > b">Signs</h1><p>a < b<br>next<h2>Early</h2>text<nav>no</nav> end
      """)
    #expect(sections.map(\.locator) == ["beginning", "Signs", "Signs › Early"])
    #expect(sections[0].text == "Café <5 mm—ok &unknown;")
    #expect(sections[1].text == "a < b\nnext")
    #expect(sections[2].text == "text end")
  }

  @Test(arguments: [
    "<", "<p", "<!--", "</", "<script>", "<h1>", "&#xFFFFFFFF;", "<a href='", "<div hidden>",
    String(repeating: "<b>", count: 20_000),
  ])
  func `broken HTML is read to its end`(html: String) {
    #expect(!HTMLReader.sections(html + "x").isEmpty)
  }

  @Test func `plain text is told by pages or by lines`() {
    #expect(PlainTextReader.sections("a\u{0C}b").map(\.locator) == ["page 1", "page 2"])
    let sections = PlainTextReader.sections("\na\nb\n\n\nc\n").filter { !$0.text.isEmpty }
    #expect(sections.map(\.locator) == ["line 2", "line 6"])
    #expect(sections.map(\.text) == ["a\nb", "c"])
  }

  @Test func `passages are whole sentences, repeat the last ones, and lose nothing`() {
    var cutter = PassageCutter()
    (cutter.words, cutter.repeated) = (10, 4)
    let text =
      "One two three, e.g. four five. Six seven eight. Nine ten eleven twelve? \"Yes\" he said. "
      + String(repeating: "w ", count: 25)
    let passages = cutter.passages(of: text)
    #expect(passages[0] == "One two three, e.g. four five. Six seven eight.")
    #expect(passages[1].hasPrefix("Six seven eight. Nine"))
    #expect(passages.allSatisfy { $0.split(separator: " ").count <= 10 })
    for word in Set(text.split(separator: " ")) { #expect(passages.contains { $0.split(separator: " ").contains(word) }) }
    #expect(cutter.passages(of: " \n ").isEmpty)
  }

  @Test func `a PDF gives its pages`() async throws {
    try await withFolder { folder in
      let file = folder.appending(path: "two.pdf")
      try Data(Self.pdf(pages: ["First page about moles", "Second page about warts"]).utf8).write(to: file)
      let sections = try PDFReader(limits: DocumentLimits()).sections(file)
      #expect(sections.map(\.locator) == ["page 1", "page 2"])
      #expect(sections[1].text.contains("Second page about warts"))
      var limits = DocumentLimits()
      limits.pages = 1
      #expect(throws: DocumentFault.tooManyPages(limit: 1)) { try PDFReader(limits: limits).sections(file) }
      limits = DocumentLimits()
      limits.textBytes = 10
      #expect(throws: DocumentFault.tooMuchText(limit: 10)) { try PDFReader(limits: limits).sections(file) }
    }
  }

  @Test func `what cannot be read says why`() async throws {
    try await withFolder { folder in
      let reader = DocumentReader(limits: DocumentLimits())
      let damaged = try folder.appending(path: "damaged.pdf").writing("%PDF-1.4 nonsense")
      #expect(throws: DocumentFault.damaged(status: 1)) { try reader.sections([], format: .pdf, file: damaged) }
      #expect(throws: DocumentFault.notAFile) { try reader.bytes(of: folder) }
      #expect(throws: DocumentFault.notAFile) { try reader.bytes(of: URL(filePath: "/dev/zero")) }
      #expect(throws: DocumentFault.self) { try reader.bytes(of: folder.appending(path: "absent.txt")) }
      #expect(throws: DocumentFault.notText) { try reader.sections([0xFF, 0xFE, 0x41], format: .text, file: damaged) }
      #expect(throws: DocumentFault.notText) { try reader.sections([0x41, 0], format: .markdown, file: damaged) }
      #expect(throws: DocumentFault.empty) { try reader.sections(Array("# \n---\n".utf8), format: .markdown, file: damaged) }
      var limits = DocumentLimits()
      limits.fileBytes = 4
      #expect(throws: DocumentFault.tooLarge(bytes: 5, limit: 4)) { try DocumentReader(limits: limits).bytes(of: damaged) }
    }
  }

  /// A PDF of one line a page, written by hand.
  static func pdf(pages: [String]) -> String {
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " "))] >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for (index, text) in pages.enumerated() {
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents \(5 + 2 * index) 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
      )
      let content = "BT /F1 12 Tf 20 200 Td (\(text)) Tj ET"
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
    var (file, places) = ("%PDF-1.4\n", [Int]())
    for (index, object) in objects.enumerated() {
      places.append(file.utf8.count)
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { file += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
    return file + "trailer << /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
  }
}
