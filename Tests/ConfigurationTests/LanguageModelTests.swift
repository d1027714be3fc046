import Testing
import YAML

@testable import Configuration

@Suite struct LanguageModelTests {
  private func read(_ text: String) throws(ConfigurationError) -> LanguageModelSetting {
    try Settings(text: text, name: "F.yaml", folder: "/etc/skino").languageModel
  }

  private func complaint(_ text: String) -> String {
    do throws(ConfigurationError) { _ = try read(text) } catch { return "\(error)" }
    return "accepted"
  }

  @Test func `words and mappings are read`() throws {
    #expect(try read("data: ./data").engine == .off)
    #expect(try read("language_model: auto").engine == .auto)
    #expect(try read("language_model: off").engine == .off)
    #expect(try read("language_model: local").engine == .local)
    let local = try read("language_model: {file: ./other.gguf, idle_seconds: 5}")
    #expect(local.engine == .local)
    #expect(local.file == "/etc/skino/other.gguf")
    #expect(local.idleSeconds == 5)
    let remote = try read(
      "language_model: {url: \"https://llm.example/v1\", model: small, secret_file: llm.token, timeout_ms: 500}")
    #expect(remote.engine == .openai)
    #expect(remote.url == "https://llm.example/v1")
    #expect(remote.secretFile == "/etc/skino/llm.token")
    #expect(remote.timeoutMilliseconds == 500)
    #expect(try read("language_model: {url: \"http://127.0.0.1:8000/v1\", model: m}").url == "http://127.0.0.1:8000/v1")
    #expect(try read("language_model: {url: \"http://llm.example/v1\", model: m, cleartext: true}").engine == .openai)
  }

  @Test(arguments: [
    ("language_model: yes please", "auto, local or off"), ("language_model: openai", "auto, local or off"),
    ("language_model: {engine: gpt}", "engine"), ("language_model: {engine: openai}", "url"),
    ("language_model: {url: \"https://llm.example/v1\"}", "model"),
    ("language_model: {url: \"http://llm.example/v1\", model: m}", "https URL"),
    ("language_model: {url: \"https://user:pw@llm.example/v1\", model: m}", "https URL"),
    ("language_model: {url: \"https://169.254.169.254/v1\", model: m}", "link-local"),
    ("language_model: {url: \"https://[fe80::1]/v1\", model: m}", "link-local"),
    ("language_model: {engine: local, url: \"https://llm.example/v1\"}", "nothing beside engine: local"),
    ("language_model: {engine: openai, url: \"https://a.example\", model: m, file: x}", "nothing beside engine: openai"),
    ("language_model: {idle_seconds: 0}", "idle_seconds"), ("language_model: {temperature: 1}", "temperature"),
  ])
  func `what is wrong is named`(text: String, part: String) {
    let complaint = complaint(text)
    #expect(complaint.contains(part), "\(complaint)")
    #expect(complaint.contains("F.yaml:1"), "\(complaint)")
    #expect(!complaint.contains("pw"), "\(complaint)")
  }
}
