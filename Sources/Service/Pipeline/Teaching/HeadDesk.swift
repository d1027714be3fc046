import Journal
import Server
import Synchronization
import Tuning
import Vocabulary

/// Heads as the server asks for them: what verdicts there are, learning one at a time, putting in force, rolling back.
///
/// - Threading: an actor of short hand-overs; learning runs on a thread of its own, of low priority.
actor HeadDesk: TeachingBackend {
  nonisolated let shelf: HeadShelf
  private let teacher: Teacher
  private let journal: JournalStore
  private let time: any TimeSource
  private nonisolated let fitting = Mutex(TeachingReport.Fitting(state: .idle))
  /// What was read of the verdicts, and from which entries.
  private var read: (key: [Int64], lesson: Lesson)?

  init(teacher: Teacher, shelf: HeadShelf, journal: JournalStore, time: any TimeSource) {
    self.teacher = teacher
    self.shelf = shelf
    self.journal = journal
    self.time = time
  }

  // MARK: TeachingBackend

  func report() async throws(BackendError) -> TeachingReport {
    let lesson = try await lesson()
    let active = standing()
    do {
      return TeachingReport(
        fitting: fitting.withLock { $0 }, needs: try JSONValue(record: TuningNeeds()),
        verdicts: try verdicts(lesson), items: try items(active.versions), fault: active.fault, history: try await history())
    } catch { throw Self.failure(error) }
  }

  func learn(_ name: String, by principal: Principal) async throws(BackendError) -> TeachingReport.Fitting {
    guard HeadStore.isName(name) else { throw .invalid(pointer: "/name", allowed: "1 to 40 of a-z, 0-9 and inner hyphens") }
    let isFree = fitting.withLock { fitting in
      guard fitting.state != .running else { return false }
      fitting = TeachingReport.Fitting(state: .running, name: name)
      return true
    }
    guard isFree else { throw .unacceptable(status: 409, reason: "A head is being learned already. Wait until it is done.") }
    let lesson: Lesson
    do throws(BackendError) { lesson = try await self.lesson() } catch {
      fitting.withLock { $0 = TeachingReport.Fitting(state: .failed, name: name, detail: "the verdicts could not be read") }
      throw error
    }
    guard !lesson.examples.isEmpty else {
      let state = TeachingReport.Fitting(
        state: .tooFew, name: name, detail: "There is no verdict to learn from. Readers give them on the page Review.")
      fitting.withLock { $0 = state }
      return state
    }
    Task { await self.fit(lesson, name, by: principal.name) }
    return fitting.withLock { $0 }
  }

  func activate(_ name: String, _ version: Int, by principal: Principal) async throws(BackendError) -> TeachingReport {
    do { try await shelf.activate(name, version, by: principal.name) } catch { throw Self.failure(error) }
    return try await report()
  }

  func rollBack(_ name: String, by principal: Principal) async throws(BackendError) -> TeachingReport {
    do { try await shelf.rollBack(name, by: principal.name) } catch { throw Self.failure(error) }
    return try await report()
  }

  // MARK: Learning

  private func fit(_ lesson: Lesson, _ name: String, by: String) async {
    let teacher = teacher
    let result = await LowPriorityWork.run("tuning") { [self] () -> Result<HeadFitter.Outcome, TuningError> in
      do throws(TuningError) {
        return .success(
          try teacher.fit(lesson) { done, steps in
            self.fitting.withLock { ($0.done, $0.steps) = (done, steps) }
          })
      } catch { return .failure(error) }
    }
    do {
      let head = try teacher.keep(try result.get(), of: lesson, as: name, in: shelf.store, by: by)
      // A fitted head changes nothing yet: one whose entry the journal does not take is there all the same, with its own date and name.
      _ = try? await journal.append([
        .head(
          .headFitted, name: name, version: head.content.version, previous: nil,
          details: ["sha256": .string(head.sha256), "examples": .integer(Int64(lesson.examples.count))], by: by, at: time.now())
      ])
      fitting.withLock { fitting in
        fitting = TeachingReport.Fitting(
          state: .done, name: name, version: head.content.version, done: fitting.steps, steps: fitting.steps)
      }
    } catch TuningError.tooFew(let sentences) {
      fitting.withLock {
        $0 = TeachingReport.Fitting(state: .tooFew, name: name, detail: sentences.joined(separator: ". "))
      }
    } catch {
      fitting.withLock { $0 = TeachingReport.Fitting(state: .failed, name: name, detail: "\(error)") }
    }
  }

  /// What the verdicts say. Alerts are read one after another, so that the road's own entries come between.
  private func lesson() async throws(BackendError) -> Lesson {
    do {
      var entries = try await journal.entries(of: Teacher.verdictKinds.subtracting([.alertRaised]))
      let key = entries.map(\.sequence)
      if let read, read.key == key { return read.lesson }
      let alerts = Set(entries.filter { $0.kind == .verdict }.compactMap(\.alert))
      for alert in alerts {
        entries += try await journal.entries(of: alert).filter { $0.kind == .alertRaised }
      }
      let lesson = try teacher.lesson(of: entries.sorted { $0.sequence < $1.sequence })
      read = (key, lesson)
      return lesson
    } catch { throw Self.failure(error) }
  }

  private func verdicts(_ lesson: Lesson) throws -> JSONValue {
    .object([
      "judged": .integer(Int64(lesson.examples.count)), "sessions": .integer(Int64(Set(lesson.examples.map(\.group)).count)),
      "none": .integer(Int64(lesson.examples.count { $0.labels.isEmpty })),
      "unused": .object(lesson.unused.mapValues { .integer(Int64($0)) }),
      "conditions": .array(try teacher.supplies(lesson).map { try JSONValue(record: $0) }),
    ])
  }

  /// What should be in force. Where that cannot be read nothing is, and the sentence says so.
  private func standing() -> (versions: [String: Int], fault: String?) {
    do throws(TuningError) { return (try shelf.store.active().versions, nil) } catch {
      return (
        [:],
        "Which heads should be in force cannot be read: \(error). No head scores; the packs' wordings do. Put heads/active.json "
          + "and heads/signing.key back from a backup and start the server again, or remove heads/active.json and put a version "
          + "in force anew."
      )
    }
  }

  private func items(_ active: [String: Int]) throws -> [JSONValue] {
    try shelf.store.versions().map { item in
      switch item.head {
      case .success(let head):
        return try JSONValue(
          record: HeadRecord(head, isInForce: active[item.name] == item.version, misfit: teacher.misfit(head)))
      case .failure(let fault):
        return .object([
          "name": .string(item.name), "version": .integer(Int64(item.version)), "fault": .string("\(fault)"),
          "in_force": .bool(false),
        ])
      }
    }
  }

  private func history() async throws -> [JSONValue] {
    try await journal.entries(of: [.headFitted, .headActivated, .headRolledBack]).suffix(200).reversed().map { entry in
      guard case .object(var members) = entry.data else { return .null }
      members["at"] = .string(entry.at)
      members["kind"] = .string(entry.kind.rawValue)
      return .object(members)
    }
  }

  private static func failure(_ error: any Error) -> BackendError {
    switch error {
    case let failure as BackendError: failure
    case let failure as JournalError: BackendError(failure)
    case TuningError.unknown: .unacceptable(status: 404, reason: "\(error)")
    case let failure as TuningError: .unacceptable(status: 409, reason: "\(failure)")
    default: .failed(what: "the heads could not be read or changed")
    }
  }
}
