import Foundation
import TestSupport
import Testing
import Vocabulary
import Voice

@Suite struct ClipTests {
  private static let phrases = [SpokenPhrase.finding(.warning, name: "Melanoma"), .notice]

  /// A program that is called like ours.
  private func program(_ script: String, in folder: TemporaryFolder) throws -> URL {
    let file = URL(fileURLWithPath: folder.file("program"))
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return file
  }

  @Test func `a voice that hangs is stopped, and says so`() throws {
    let folder = try TemporaryFolder()
    let renderer = ClipRenderer(program: try program("exec sleep 60", in: folder), seconds: 1)
    #expect(throws: VoiceError.renderer(status: 137)) { try renderer.render(Self.phrases, by: .auto) { _, _ in } }
  }

  @Test func `a server that ends does not wait for its voice`() async throws {
    let folder = try TemporaryFolder()
    let renderer = ClipRenderer(
      program: try program("echo > '\(folder.file("begun"))'; exec sleep 600", in: folder), seconds: 600)
    let rendering = Task.detached { try renderer.render(Self.phrases, by: .auto) { _, _ in } }
    while !FileManager.default.fileExists(atPath: folder.file("begun")) { await Task.yield() }
    renderer.stop()
    await #expect(throws: VoiceError.renderer(status: 137)) { try await rendering.value }
    #expect(throws: VoiceError.renderer(status: -1)) { try renderer.render(Self.phrases, by: .auto) { _, _ in } }
  }

  @Test func `of a voice that dies, what was whole is kept`() throws {
    let folder = try TemporaryFolder()
    let clip = SpeechClip(samples: [1, 2, 3], sampleRate: 22_050)
    try Data(clip.wave).write(to: URL(fileURLWithPath: folder.file("clip.wav")))
    // The folder is what follows --out: the sixth argument.
    let script = "cp '\(folder.file("clip.wav"))' \"$6/0.wav\"; printf broken > \"$6/1.wav\"; exit 3"
    let renderer = ClipRenderer(program: try program(script, in: folder), seconds: 20)
    var taken: [SpokenPhrase: SpeechClip] = [:]
    #expect(throws: VoiceError.renderer(status: 3)) { try renderer.render(Self.phrases, by: .auto) { taken[$0] = $1 } }
    #expect(taken == [Self.phrases[0]: clip])
  }

  @Test func `a kept clip comes back for its voice and text alone, and a damaged one does not`() throws {
    let folder = try TemporaryFolder()
    let cache = ClipCache(folder: URL(fileURLWithPath: folder.file("voice")))
    let clip = SpeechClip(samples: [1, 2, 3], sampleRate: 22_050)
    try cache.keep(clip, of: .notice, voice: "piper joe")
    #expect(cache.clip(.notice, voice: "piper joe") == clip)
    #expect(cache.clip(.notice, voice: "another") == nil)
    #expect(cache.clip(Self.phrases[0], voice: "piper joe") == nil)
    let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.file("voice")).first)
    try Data("RIFF".utf8).write(to: URL(fileURLWithPath: folder.file("voice")).appending(path: file))
    #expect(cache.clip(.notice, voice: "piper joe") == nil)
  }

  @Test func `what may be said names conditions and nothing else, warnings first, each once`() {
    func condition(_ name: String, _ tier: AlertTier?) -> Condition {
      Condition(
        id: .named(name), name: name.capitalized, codes: [], terms: [], tier: tier, threshold: nil, evidence: nil,
        isControl: false)
    }
    let conditions = [
      condition("keratosis", .caution), condition("melanoma", .warning), condition("wart", .advisory), condition("nevus", nil),
    ]
    #expect(
      SpokenPhrase.all(of: [conditions, conditions]).map(\.text) == [
        "Warning, resembles melanoma.", "Caution, resembles keratosis.", "Research use only. Not for diagnosis.",
        "Second reader.",
      ])
  }
}
