import Configuration
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Pipeline

@Suite struct `Credentials for relays` {
  private func secret(_ text: String, in folder: TemporaryFolder, mode: Int = 0o600) throws -> String {
    let path = folder.file("secret-\(UUID().uuidString)")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  @Test func `are the relay's own user, or one that is made and ends`() throws {
    let folder = try TemporaryFolder()
    let file = try secret("north\n", in: folder)
    let desk = try IceDesk(
      [
        IceSetting(url: "stun:s"), IceSetting(url: "turn:fixed", username: "ward", secretFile: file),
        IceSetting(url: "turn:made", secretFile: file),
      ], time: ManualTime())
    let servers = desk.servers(for: "cam-7")
    #expect(servers.map(\.url) == ["stun:s", "turn:fixed", "turn:made"])
    #expect(servers[0].credential == nil)
    #expect(servers[1].username == "ward" && servers[1].credential == "north")
    // 2025-11-24T16:00:00Z and twelve hours.
    #expect(servers[2].username == "\(1_764_000_000 + 12 * 3600):cam-7")
    #expect(servers[2].credential?.count == 28)
  }

  @Test func `are not read from a file that is missing, empty or open to others`() throws {
    let folder = try TemporaryFolder()
    for file in [folder.file("none"), try secret("", in: folder), try secret("north", in: folder, mode: 0o644)] {
      #expect(throws: PipelineError.self) { try IceDesk([IceSetting(url: "turn:t", secretFile: file)], time: ManualTime()) }
    }
  }
}
