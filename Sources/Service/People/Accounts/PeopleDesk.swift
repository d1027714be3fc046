import Configuration
import Cryptography
import SQLite
public import Sodium
public import Vocabulary

/// Everybody who may sign in with a name of their own: kept in the data folder, changed here and by the command line.
///
/// - Threading: an actor on a thread of its own, where it waits for the disk; passwords are hashed on another, one at a time.
public actor PeopleDesk {
  /// Who may do what now.
  public nonisolated let directory = PeopleDirectory()
  let store: PeopleStore
  let hasher: PasswordHasher
  let time: any TimeSource
  /// Names that others have: tokens.
  private let reserved: Set<String>
  private let executor = QueueExecutor(name: "people")
  private var seenVersion: Int64 = 0

  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private init(_ store: PeopleStore, _ cost: PasswordCost, _ reserved: Set<String>, _ time: any TimeSource) {
    self.store = store
    self.reserved = reserved
    self.time = time
    hasher = PasswordHasher(cost: cost)
  }

  /// Opens the file of people in `folder`, or makes an empty one.
  ///
  /// - Parameters:
  ///   - folder: the data folder.
  ///   - cost: what each guess at a password is to cost.
  ///   - reserved: names that nobody may have, since tokens have them.
  ///   - time: the clock of dates.
  /// - Returns: the desk, its directory read.
  /// - Throws: ``PeopleError``.
  public static func open(
    folder: String, cost: PasswordCost = .standard, reserved: Set<String> = [], time: any TimeSource = SystemTime()
  ) async throws(PeopleError) -> PeopleDesk {
    let desk = PeopleDesk(
      try PeopleStore(folder: folder), cost, reserved.union(["local", "unknown", "server", "groups", "signed-in", "tokens"]), time
    )
    try await desk.refresh()
    return desk
  }

  /// Whether the data folder has somebody who could let others in, asked before a server is made.
  ///
  /// - Parameter folder: the data folder.
  /// - Returns: `false` also where the file is absent or cannot be read.
  public static func hasAdministrator(in folder: String) -> Bool {
    guard let database = try? Database(path: folder + "/" + PeopleStore.fileName, access: .readOnly) else { return false }
    let found = try? database.first(
      """
      SELECT count(*) FROM person LEFT JOIN membership ON membership.person = person.name
      LEFT JOIN grouping ON grouping.name = membership.grouping
      WHERE disabled = 0 AND hash IS NOT NULL AND (person.role = 'administrator' OR grouping.role = 'administrator')
      """
    ) { $0.integer(0) }
    return (found ?? 0) > 0
  }

  /// Notices, until cancelled, what the command line changes in the file meanwhile.
  ///
  /// - Parameter interval: how long a change may go unnoticed.
  public func run(every interval: Duration = .seconds(1)) async {
    await hasher.prepare()
    while (try? await Task.sleep(for: interval)) != nil {
      guard let version = try? store.dataVersion(), version != seenVersion else { continue }
      try? refresh()
    }
  }

  /// Who may sign in with a name of their own.
  ///
  /// - Returns: everybody, by name.
  /// - Throws: ``PeopleError``.
  public func people() throws(PeopleError) -> [Person] { try perform { try store.people() } }

  /// Which groups there are.
  ///
  /// - Returns: all of them, by name.
  /// - Throws: ``PeopleError``.
  public func groups() throws(PeopleError) -> [PeopleGroup] { try perform { try store.groups() } }

  /// Lets somebody in.
  ///
  /// - Parameter draft: who.
  /// - Returns: the person.
  /// - Throws: ``PeopleError``.
  public func add(_ draft: NewPerson) async throws(PeopleError) -> Person {
    let name = try free(draft.name)
    try checkDisplay(draft.display)
    if let password = draft.password { try checkPassword(password, of: name, at: "/password") }
    var hash: PasswordHash?
    if let password = draft.password { hash = try await hasher.hash(password) }
    return try change { () throws in
      try requireFree(name)
      try store.insert(name, display: draft.display, role: draft.role, hash: hash, at: time.now().rfc3339)
      try join(name, draft.groups)
      return try existing(name)
    }
  }

  /// Changes what somebody may do; ends their sessions.
  ///
  /// - Parameters:
  ///   - name: whose.
  ///   - wanted: what is to be otherwise.
  /// - Returns: the person before and after.
  /// - Throws: ``PeopleError``.
  public func change(_ name: String, _ wanted: PersonChange) throws(PeopleError) -> (before: Person, after: Person) {
    if let display = wanted.display { try checkDisplay(display) }
    return try change { () throws in
      let before = try existing(name)
      var person = before
      if let display = wanted.display { person.display = display }
      if let role = wanted.role { person.role = role }
      if let isDisabled = wanted.isDisabled { person.isDisabled = isDisabled }
      try store.update(person)
      if let groups = wanted.groups { try join(person.name, groups) }
      try store.endSessions(of: [person.name])
      return (before, try existing(name))
    }
  }

  /// Takes somebody out, whose sessions end.
  ///
  /// - Parameter name: who.
  /// - Returns: the person as they were.
  /// - Throws: ``PeopleError``.
  public func remove(_ name: String) throws(PeopleError) -> Person {
    try change { () throws in
      let person = try existing(name)
      try store.remove(person.name)
      return person
    }
  }

  /// Makes a group, or changes it: its members' sessions end.
  ///
  /// - Parameter group: as it is to be.
  /// - Returns: the group before; `nil` if it is new.
  /// - Throws: ``PeopleError``.
  public func set(_ group: PeopleGroup) throws(PeopleError) -> PeopleGroup? {
    guard PersonName.normalised(group.name) == group.name else { throw .invalid(pointer: "/name", allowed: PersonName.allowed) }
    guard group.role != .administrator || group.streams == nil else {
      throw .invalid(pointer: "/streams", allowed: "null for administrators: they have all streams")
    }
    return try change { () throws in
      let before = try store.groups().first { $0.name == group.name }
      try store.write(group)
      try store.endSessions(of: try members(of: group.name))
      return before
    }
  }

  /// Takes a group away; its members' sessions end.
  ///
  /// - Parameter name: which.
  /// - Returns: the group as it was.
  /// - Throws: ``PeopleError``.
  public func removeGroup(_ name: String) throws(PeopleError) -> PeopleGroup {
    try change { () throws in
      guard let group = try store.groups().first(where: { $0.name == name }) else { throw PeopleError.unknownGroup(name) }
      try store.endSessions(of: try members(of: name))
      try store.remove(group: name)
      return group
    }
  }

  // MARK: Shared by the files beside this one

  /// The name as it is kept, if nobody has it.
  func free(_ text: String) throws(PeopleError) -> String {
    guard let name = PersonName.normalised(text) else { throw .invalid(pointer: "/name", allowed: PersonName.allowed) }
    try perform { try requireFree(name) }
    return name
  }

  func requireFree(_ name: String) throws {
    guard !reserved.contains(name), try store.person(name) == nil else { throw PeopleError.exists(name) }
  }

  func existing(_ name: String) throws -> Person {
    guard let normalised = PersonName.normalised(name), let person = try store.person(normalised) else {
      throw PeopleError.unknownPerson(name)
    }
    return person
  }

  func checkDisplay(_ text: String) throws(PeopleError) {
    let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard text.count <= 100, isPlain else { throw .invalid(pointer: "/display", allowed: "up to 100 characters on one line") }
  }

  func checkPassword(_ password: Secret, of name: String, at pointer: String) throws(PeopleError) {
    guard PasswordRules.accepts(password, of: name) else { throw .invalid(pointer: pointer, allowed: PasswordRules.allowed) }
  }

  func perform<Result>(_ body: () throws -> Result) throws(PeopleError) -> Result {
    do { return try body() } catch { throw PeopleStore.failure(error, store.path) }
  }

  /// One transaction, after which somebody can still let others in if somebody could before; the directory follows.
  func change<Result>(_ body: () throws -> Result) throws(PeopleError) -> Result {
    let result = try perform {
      try store.database.transaction {
        let could = try canAdmit()
        let result = try body()
        // Nobody at all is as it was before the first: whoever sits at the machine is let in.
        if could, try !canAdmit(), try !store.people().isEmpty { throw PeopleError.lastAdministrator }
        return result
      }
    }
    try refresh()
    return result
  }

  private func canAdmit() throws -> Bool {
    let groups = Dictionary(try store.groups().map { ($0.name, $0) }) { first, _ in first }
    return try store.people().contains { $0.proof == .password && Standing(of: $0, groups: groups)?.isAdministrator == true }
  }

  private func join(_ name: String, _ groups: [String]) throws {
    let known = Set(try store.groups().map(\.name))
    if let place = groups.firstIndex(where: { !known.contains($0) }) {
      throw PeopleError.invalid(
        pointer: "/groups/\(place)",
        allowed: known.isEmpty ? "no group: there is none yet" : "one of \(known.sorted().joined(separator: ", "))")
    }
    var person = try existing(name)
    person.groups = groups
    try store.update(person)
  }

  private func members(of group: String) throws -> [String] {
    try store.people().filter { $0.groups.contains(group) }.map(\.name)
  }

  private func refresh() throws(PeopleError) {
    try perform {
      seenVersion = try store.dataVersion()
      directory.set(try store.people(), try store.groups())
    }
  }
}
