import Foundation
import Testing

@testable import Voice

/// The program is a shell script here: what is tested is how processes are started, listened to and replaced.
struct LiveRendererTests {
  /// As the program does: a process that has gone is an error of writing, not the end of this one.
  init() { signal(SIGPIPE, SIG_IGN) }

  /// A quarter of a second of silence, as `say --lines --out FOLDER` writes it.
  private static let begins = """
    #!/bin/sh
    for last; do :; done
    number=0
    speak() {
      cp "$0.wav" "$last/$number.wav"; number=$((number + 1)); echo '{}'
    }

    """

  private func program(_ script: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "live-renderer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "program")
    try Data((Self.begins + script).utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    let clip = SpeechClip(samples: [Int16](repeating: 1_000, count: 4_000), sampleRate: 16_000)
    try Data(clip.wave).write(to: URL(filePath: file.path + ".wav"))
    return file
  }

  @Test func `a process that dies after each text costs no text`() async throws {
    let renderer = LiveRenderer(.espeak, program: try program("read line; speak; kill -9 $$\n"))
    for _ in 0..<100 { #expect(try await renderer.render("One.", within: .seconds(60)).samples.count == 4_000) }
    await renderer.close()
  }

  @Test func `a process that speaks on is the same for many texts`() async throws {
    let renderer = LiveRenderer(.espeak, program: try program("while read line; do speak; done\n"))
    for _ in 0..<90 { _ = try await renderer.render("One.", within: .seconds(60)) }
    #expect(await renderer.faults == 0)
    await renderer.close()
  }

  @Test func `a process that dies before it has ever spoken is an error, not a loop`() async throws {
    let renderer = LiveRenderer(.espeak, program: try program("exit 3\n"))
    await #expect(throws: VoiceError.self) { _ = try await renderer.render("One.", within: .seconds(60)) }
    #expect(await renderer.faults == 1)
  }
}
