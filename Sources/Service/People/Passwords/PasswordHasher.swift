import Cryptography
import Dispatch
import Sodium
import Synchronization
import Vocabulary

/// Hashes and checks passwords, one at a time: each fills tens of megabytes and takes a core, which the video needs.
actor PasswordHasher {
  /// How many may wait; one is under way.
  static let waiting = 8

  private nonisolated let executor = QueueExecutor(name: "passwords", quality: .utility)
  private nonisolated let cost: PasswordCost
  private nonisolated let admitted = Mutex(0)
  /// What the password of nobody is checked against, so that it takes as long as somebody's.
  private var decoy: PasswordHash?

  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(cost: PasswordCost) { self.cost = cost }

  /// - Throws: ``PeopleError/busy`` beyond the bound, at once.
  nonisolated func hash(_ password: Secret) async throws(PeopleError) -> PasswordHash {
    try admit()
    defer { admitted.withLock { $0 -= 1 } }
    return try await make(password)
  }

  /// Whether `password` is the one of `hash`; as long for none as for one.
  ///
  /// - Returns: the answer, and a new hash where the kept one was made at another cost.
  nonisolated func check(_ password: Secret, against hash: PasswordHash?) async throws(PeopleError) -> (
    Bool, renewed: PasswordHash?
  ) {
    try admit()
    defer { admitted.withLock { $0 -= 1 } }
    return try await compare(password, hash)
  }

  private nonisolated func admit() throws(PeopleError) {
    let isFull = admitted.withLock { count in
      guard count <= Self.waiting else { return true }
      count += 1
      return false
    }
    if isFull { throw .busy }
  }

  private func make(_ password: Secret) throws(PeopleError) -> PasswordHash {
    do throws(PasswordHashError) { return try PasswordHash(of: password, cost: cost) } catch { throw .hashing(error) }
  }

  private func compare(_ password: Secret, _ hash: PasswordHash?) throws(PeopleError) -> (Bool, renewed: PasswordHash?) {
    do throws(PasswordHashError) {
      let known = if let hash { hash } else { try stranger() }
      let fits = try known.matches(password)
      let matches = fits && hash != nil
      guard matches, known.isOutdated(for: cost) else { return (matches, nil) }
      return (true, try PasswordHash(of: password, cost: cost))
    } catch { throw .hashing(error) }
  }

  /// Made before the first sign-in is answered, so that the first unknown name takes no longer either.
  func prepare() { _ = try? stranger() }

  private func stranger() throws(PasswordHashError) -> PasswordHash {
    if let decoy { return decoy }
    let made = try PasswordHash(of: Secret(text: RandomIdentifier.hexadecimal128()), cost: cost)
    decoy = made
    return made
  }
}
