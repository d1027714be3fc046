import Cryptography
import Testing

@testable import Sodium

struct PasswordHashTests {
  private let cheap = PasswordCost(memoryBytes: 64 * 1024, passes: 1)

  @Test func `only the same password matches, and no two hashes of it are the same`() throws {
    let password = Secret(text: "correct horse battery staple")
    let first = try PasswordHash(of: password, cost: cheap)
    let second = try PasswordHash(of: password, cost: cheap)
    #expect(first != second)
    #expect(try first.matches(password) && second.matches(password))
    for wrong in ["", "correct horse battery stapl", "correct horse battery staple ", "Correct horse battery staple"] {
      #expect(try !first.matches(Secret(text: wrong)))
    }
    #expect(try PasswordHash(of: Secret(text: ""), cost: cheap).matches(Secret(text: "")))
  }

  @Test func `the text names Argon2id and its cost, and a hash of another cost is outdated`() throws {
    let hash = try PasswordHash(of: Secret(text: "x"), cost: cheap)
    #expect(hash.text.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
    #expect(!hash.isOutdated(for: cheap))
    #expect(hash.isOutdated(for: .least))
    #expect(hash.isOutdated(for: PasswordCost(memoryBytes: 64 * 1024, passes: 2)))
  }

  @Test func `the costs are those of the documents that they name`() {
    #expect(PasswordCost.standard == PasswordCost(memoryBytes: 65_536 * 1_024, passes: 3))
    #expect(PasswordCost.least == PasswordCost(memoryBytes: 19_456 * 1_024, passes: 2))
  }

  @Test func `what is no hash matches nothing`() throws {
    for text in ["", "secret", "$argon2id$v=19$m=64,t=1,p=1$", "$2b$12$abcdefghijklmnopqrstuv"] {
      #expect(try !PasswordHash(text: text).matches(Secret(text: "secret")))
      #expect(PasswordHash(text: text).isOutdated(for: cheap))
    }
  }

  @Test func `memory that cannot be had is an error and no hash`() {
    #expect(throws: PasswordHashError.self) {
      try PasswordHash(of: Secret(text: "x"), cost: PasswordCost(memoryBytes: 4_000 * 1_024 * 1_024 * 1_024, passes: 1))
    }
  }
}
