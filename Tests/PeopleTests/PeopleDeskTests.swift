import Configuration
import Cryptography
import Foundation
import Sodium
import TestSupport
import Testing
import Vocabulary

@testable import People

struct PeopleDeskTests {
  private let folder: TemporaryFolder
  private let time = ManualTime()

  init() throws { folder = try TemporaryFolder() }

  private func open(reserved: Set<String> = []) async throws -> PeopleDesk {
    try await PeopleDesk.open(folder: folder.path, cost: .cheap, reserved: reserved, time: time)
  }

  private func withRoot() async throws -> PeopleDesk {
    let desk = try await open()
    _ = try await desk.add(NewPerson(name: "root", role: .administrator, password: .good))
    return desk
  }

  @Test func `somebody who was let in signs in with name and password, also after a restart`() async throws {
    let desk = try await withRoot()
    #expect(try await desk.signIn("root", .good)?.name == "root")
    #expect(try await desk.signIn(" ROOT ", .good)?.name == "root")
    for (name, password) in [("root", Secret.other), ("nobody", .good), ("", .good), ("root\0", .good)] {
      #expect(try await desk.signIn(name, password) == nil, "\(name)")
    }
    let again = try await open()
    #expect(try await again.signIn("root", .good)?.signedInAt == time.now().rfc3339)
    #expect(again.directory.hasAdministrator && PeopleDesk.hasAdministrator(in: folder.path))
  }

  @Test func `the file is the owner's alone, and holds no password`() async throws {
    _ = try await withRoot()
    let path = folder.file("people.sqlite")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let data = try Data(contentsOf: URL(filePath: folder.file(name)))
      #expect(data.range(of: Data("a sentence nobody".utf8)) == nil, "\(name)")
    }
  }

  @Test func `names and passwords that are not allowed are refused where they stand`() async throws {
    let desk = try await open(reserved: ["obs"])
    for name in ["", "a b", "ä", "-x", "a/b", "a\nb", String(repeating: "a", count: 65), "<script>"] {
      await #expect(throws: PeopleError.invalid(pointer: "/name", allowed: PersonName.allowed), "\(name)") {
        try await desk.add(NewPerson(name: name, role: .viewer, password: .good))
      }
    }
    for name in ["obs", "local", "groups"] {
      await #expect(throws: PeopleError.exists(name)) {
        try await desk.add(NewPerson(name: name, role: .viewer, password: .good))
      }
    }
    for password in [
      "short", "fourteen chars", "aaaaaaaaaaaaaaaaaaaa", "anna is my own name", "mediaskinoscope rules",
      String(repeating: "abcdefg", count: 200),
    ] {
      await #expect(throws: PeopleError.invalid(pointer: "/password", allowed: PasswordRules.allowed), "\(password)") {
        try await desk.add(NewPerson(name: "anna", role: .viewer, password: Secret(text: password)))
      }
    }
    await #expect(throws: PeopleError.invalid(pointer: "/groups/0", allowed: "no group: there is none yet")) {
      try await desk.add(NewPerson(name: "anna", role: nil, groups: ["ward"], password: .good))
    }
    #expect(try await desk.people().isEmpty, "nothing of a refused person stays")
  }

  @Test func `a change of password, role, group or admission makes earlier standings void`() async throws {
    let desk = try await withRoot()
    _ = try await desk.set(PeopleGroup(name: "ward", role: .viewer, streams: [try #require(StreamIdentifier("bedside"))]))
    _ = try await desk.add(NewPerson(name: "anna", role: nil, groups: ["ward"], password: .good))
    var last = try #require(desk.directory.standing(of: "anna")?.revision)
    func changed(_ what: String) {
      let now = desk.directory.standing(of: "anna")?.revision
      #expect(now != nil && now != last, "\(what)")
      last = now ?? last
    }
    _ = try await desk.setPassword(.other, of: "anna")
    changed("password")
    _ = try await desk.change("anna", PersonChange(role: .some(.clinician)))
    changed("role")
    _ = try await desk.set(PeopleGroup(name: "ward", role: .viewer, streams: nil))
    changed("group")
    _ = try await desk.change("anna", PersonChange(isDisabled: true))
    #expect(desk.directory.standing(of: "anna") == nil)
    #expect(try await desk.signIn("anna", .other) == nil)
    _ = try await desk.change("anna", PersonChange(isDisabled: false))
    changed("admission")
    _ = try await desk.remove("anna")
    #expect(desk.directory.standing(of: "anna") == nil)
    _ = try await desk.add(NewPerson(name: "anna", role: .viewer, password: .good))
    changed("another person of that name")
  }

  @Test func `groups say what and where, and are taken with everything they gave`() async throws {
    let desk = try await withRoot()
    let bedside = try #require(StreamIdentifier("bedside"))
    _ = try await desk.set(PeopleGroup(name: "ward", role: .clinician, streams: [bedside]))
    _ = try await desk.set(PeopleGroup(name: "all", role: .viewer, streams: nil))
    _ = try await desk.add(NewPerson(name: "anna", role: nil, groups: ["all", "ward"], password: .good))
    #expect(
      Set(desk.directory.standing(of: "anna")?.grants ?? [])
        == [Grant(role: .viewer, streams: nil), Grant(role: .clinician, streams: [bedside])])
    _ = try await desk.removeGroup("ward")
    #expect(desk.directory.standing(of: "anna")?.grants == [Grant(role: .viewer, streams: nil)])
    _ = try await desk.removeGroup("all")
    #expect(desk.directory.standing(of: "anna") == nil)
    await #expect(throws: PeopleError.unknownGroup("all")) { try await desk.removeGroup("all") }
    await #expect(throws: PeopleError.self) {
      try await desk.set(PeopleGroup(name: "a", role: .administrator, streams: [bedside]))
    }
  }

  @Test func `the last administrator stays, whatever way they would go`() async throws {
    let desk = try await withRoot()
    _ = try await desk.add(NewPerson(name: "anna", role: .viewer, password: .good))
    await #expect(throws: PeopleError.lastAdministrator) { try await desk.remove("root") }
    await #expect(throws: PeopleError.lastAdministrator) { try await desk.change("root", PersonChange(isDisabled: true)) }
    await #expect(throws: PeopleError.lastAdministrator) { try await desk.change("root", PersonChange(role: .some(.viewer))) }
    #expect(desk.directory.standing(of: "root")?.isAdministrator == true)
    _ = try await desk.change("anna", PersonChange(role: .some(.administrator)))
    _ = try await desk.remove("root")
    // The very last person may go: then it is as before the first.
    _ = try await desk.remove("anna")
    #expect(!desk.directory.hasAdministrator)
  }

  @Test func `passwords beyond the bound are refused at once`() async throws {
    let desk = try await withRoot()
    let outcomes = await withTaskGroup(of: Bool?.self) { group in
      for _ in 0..<64 {
        group.addTask {
          do { return try await desk.signIn("root", .other) == nil } catch { return error as? PeopleError == .busy ? nil : false }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.allSatisfy { $0 != false })
    #expect(try await desk.signIn("root", .good) != nil, "the bound is free again")
  }

  @Test func `what the command line changes meanwhile is noticed`() async throws {
    let desk = try await open()
    let watch = Task { await desk.run(every: .milliseconds(5)) }
    let other = try await withRoot()
    let end = ContinuousClock.now + .seconds(60)
    while !desk.directory.hasAdministrator, ContinuousClock.now < end { await Task.yield() }
    #expect(desk.directory.hasAdministrator)
    watch.cancel()
    await watch.value
    _ = other
  }

  @Test func `a hash of another cost is made anew at the next right password`() async throws {
    _ = try await withRoot()
    let dearer = try await PeopleDesk.open(
      folder: folder.path, cost: PasswordCost(memoryBytes: 128 * 1024, passes: 1), reserved: [], time: time)
    let standing = dearer.directory.standing(of: "root")
    #expect(try await dearer.signIn("root", .other) == nil)
    #expect(try await dearer.signIn("root", .good) != nil)
    let hash = try await dearer.keptHash(of: "root")
    #expect(hash?.text.contains("m=128,") == true)
    #expect(dearer.directory.standing(of: "root") == standing, "nobody is signed out for it")
  }

  @Test func `whom a provider vouches for gets a name here, never somebody else's, and can be kept out`() async throws {
    let desk = try await withRoot()
    func identity(_ subject: String, _ name: String?) -> ProvidedIdentity {
      ProvidedIdentity(issuer: "https://id.example", subject: subject, preferredName: name, display: "A", values: [])
    }
    let grant = Grant(role: .clinician, streams: nil)
    let anna = try #require(try await desk.admit(identity("1", "Anna@Clinic.example"), grants: [grant]))
    #expect(anna.name == "anna@clinic.example" && anna.proof == .provider && anna.provided == [grant])
    let root = try #require(try await desk.admit(identity("2", "root"), grants: [grant]))
    #expect(root.name != "root" && root.name.hasPrefix("p-"))
    #expect(try await desk.admit(identity("3", nil), grants: []) == nil)
    #expect(try await desk.people().count == 3, "nobody is enrolled to whom nothing is given")
    // The same subject under another name is the same person; other claims make the earlier session void.
    let again = try #require(try await desk.admit(identity("1", "other"), grants: [Grant(role: .viewer, streams: nil)]))
    #expect(again.name == anna.name && again.revision != anna.revision)
    #expect(desk.directory.standing(of: anna.name)?.grants == [Grant(role: .viewer, streams: nil)])
    #expect(try await desk.signIn(anna.name, .good) == nil)
    await #expect(throws: PeopleError.notOurs(anna.name)) { try await desk.setPassword(.good, of: anna.name) }
    _ = try await desk.change(anna.name, PersonChange(isDisabled: true))
    #expect(try await desk.admit(identity("1", "anna"), grants: [grant]) == nil)
  }
}

extension PeopleDesk {
  func keptHash(of name: String) throws -> PasswordHash? { try store.hash(of: name) }
}
