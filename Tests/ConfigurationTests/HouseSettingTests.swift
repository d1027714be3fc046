import Testing
import Vocabulary

@testable import Configuration

/// A second reader, and a text file for broadcasts.
@Suite struct HouseSettingTests {
  private func read(_ text: String) throws(ConfigurationError) -> Settings {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino")
  }

  private func complaint(_ text: String) -> String {
    do throws(ConfigurationError) { _ = try read(text) } catch { return "\(error)" }
    return "accepted"
  }

  @Test func `a warning goes to a reviewer after two minutes unless the file says otherwise`() throws {
    let standard = try read("data: ./data").escalation
    #expect(standard.isOn && standard.afterSeconds == 120 && standard.to == "reviewer")
    let other = try read("escalation: {after_seconds: 30, to: Dr Okafor}").escalation
    #expect(other.isOn && other.afterSeconds == 30 && other.to == "Dr Okafor")
    #expect(try !read("escalation: off").escalation.isOn)
  }

  @Test func `a text file is named alone or with what it says`() throws {
    #expect(try read("data: ./data").overlayText == nil)
    #expect(try read("overlay_text: ./obs.txt").overlayText == OverlayTextSetting(file: "/etc/skino/obs.txt"))
    let other = try read("overlay_text: {file: /tmp/obs.txt, words: condition, stream: room-5}").overlayText
    #expect(other?.words == .condition)
    #expect(other?.stream?.text == "room-5")
  }

  @Test(arguments: [
    ("escalation: on", "off, or a mapping"), ("escalation: {after_seconds: 5}", "10"), ("escalation: {to: \"\"}", "1 to 64"),
    ("escalation: {after: 5}", "after_seconds"), ("overlay_text: ./server.yaml", ".txt"), ("overlay_text: {words: safe}", "file"),
    ("overlay_text: {file: a.txt, words: loud}", "condition"), ("overlay_text: {file: a.txt, stream: \"Room 5\"}", "a-z"),
  ])
  func `what is wrong is said with what is allowed`(_ text: String, _ words: String) {
    #expect(complaint(text).contains(words), "\(complaint(text))")
  }
}
