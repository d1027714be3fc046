import Journal
import Server
import Vocabulary

/// The steps of a trial.
extension PackDesk {
  func state(of runtime: StreamRuntime) async throws(BackendError) -> PackState {
    let shadow = await shadows.state(of: runtime.id)
    let last = try await lastChange(runtime.id)
    let previous = last.flatMap { entry -> PackName? in
      guard entry.data["action"]?.text == "promoted",
        entry.data["to"]?["fingerprint"]?.text == runtime.pack.fingerprint.text
      else { return nil }
      return try? entry.data["from"]?.record(PackName.self)
    }
    return PackState(
      live: PackName(runtime.pack), previous: previous, shadow: shadow,
      revision: Self.revision(runtime.pack, shadow, last?.sequence ?? 0))
  }

  func start(_ name: String, on runtime: StreamRuntime, by: String) async throws(BackendError) -> PackState {
    let candidate = try await specialty(named: name, for: runtime.pack)
    guard candidate.pack.fingerprint != runtime.pack.fingerprint else {
      throw .unacceptable(
        status: 409, reason: "This pack is in force on the stream already. Choose another one to try beside it.")
    }
    let settings: [ConditionIdentifier: ThresholdSetting]
    do throws(JournalError) {
      settings = try await journal.thresholds(runtime.id)
      try await write(
        [
          .shadowChanged(
            runtime.id, "started",
            details: ["candidate": Self.name(candidate.pack), "live": Self.name(runtime.pack)], by: by, at: time.now())
        ])
    } catch { throw BackendError(error) }
    await shadows.start(
      ShadowRun(candidate, live: PackName(runtime.pack), settings: settings, since: time.now(), by: by), on: runtime.id)
    return try await state(of: runtime)
  }

  func stop(on runtime: StreamRuntime, by: String) async throws(BackendError) -> PackState {
    guard let last = await shadows.state(of: runtime.id) else {
      throw .unacceptable(status: 409, reason: "No pack runs beside the one in force on this stream.")
    }
    do throws(JournalError) {
      try await write(
        [
          .shadowChanged(
            runtime.id, "stopped",
            details: ["candidate": Self.name(last.candidate), "measured": Self.value(last)], by: by, at: time.now())
        ])
    } catch { throw BackendError(error) }
    _ = await shadows.stop(on: runtime.id)
    return try await state(of: runtime)
  }

  func promote(
    on runtime: StreamRuntime, ifRevision revision: String?, by: String
  ) async throws(BackendError) -> PackState {
    let before = try await state(of: runtime)
    if let revision, revision != before.revision { throw .stale(current: before.revision) }
    guard let measured = await shadows.state(of: runtime.id), let candidate = await shadows.candidate(on: runtime.id) else {
      throw .unacceptable(
        status: 409,
        reason: "No pack runs beside the one in force, so there is nothing that was measured. Try one beside it first.")
    }
    let former = runtime.thresholds.settings
    do throws(JournalError) {
      let saved = try await journal.thresholds(runtime.id)
      let background = try await journal.background(
        of: runtime.id, model: runtime.model, pack: candidate.pack.fingerprint)
      try await write(
        [
          .packChanged(
            runtime.id, "promoted",
            details: [
              "from": Self.name(runtime.pack), "to": Self.name(candidate.pack), "settings": Self.value(former),
              "measured": Self.value(measured),
            ], by: by, at: time.now())
        ])
      runtime.adopt(candidate, settings: saved, background: background)
    } catch { throw BackendError(error) }
    _ = await shadows.stop(on: runtime.id)
    return try await state(of: runtime)
  }

  func rollBack(
    on runtime: StreamRuntime, ifRevision revision: String?, by: String
  ) async throws(BackendError) -> PackState {
    let before = try await state(of: runtime)
    if let revision, revision != before.revision { throw .stale(current: before.revision) }
    guard let previous = before.previous, let entry = try await lastChange(runtime.id),
      let settings = try? entry.data["settings"]?.record([String: ThresholdSetting].self)
    else { throw .unacceptable(status: 409, reason: "No pack was promoted on this stream, so there is nothing to take back.") }
    let former = try await kept(previous.fingerprint)
    let exact = Dictionary(
      settings.compactMap { key, value in ConditionIdentifier(key).map { ($0, value) } }, uniquingKeysWith: { first, _ in first })
    do throws(JournalError) {
      try await write(
        [
          .packChanged(
            runtime.id, "rolled-back",
            details: ["from": Self.name(runtime.pack), "to": Self.name(former.pack), "settings": Self.value(exact)], by: by,
            at: time.now())
        ] + (try await restoring(exact, of: former.pack, on: runtime, by: by)))
      let background = try await journal.background(of: runtime.id, model: runtime.model, pack: former.pack.fingerprint)
      runtime.adopt(former, settings: exact, background: background)
    } catch { throw BackendError(error) }
    return try await state(of: runtime)
  }

  /// Entries that make a later start end up with exactly these settings: for what was set otherwise meanwhile.
  private func restoring(
    _ exact: [ConditionIdentifier: ThresholdSetting], of pack: Pack, on runtime: StreamRuntime, by: String
  ) async throws(JournalError) -> [JournalDraft] {
    let saved = try await journal.thresholds(runtime.id)
    var drafts: [JournalDraft] = []
    for (condition, setting) in exact.sorted(by: { $0.key < $1.key }) {
      let standard = pack.conditions.first { $0.id == condition }?.threshold
      guard (saved[condition] ?? standard) != setting else { continue }
      drafts.append(
        try .thresholdChanged(
          runtime.id, condition, to: setting, from: runtime.thresholds.settings[condition], by: by, at: time.now()))
    }
    return drafts
  }

  /// What a start of the stream made of an earlier promotion.
  func tell(
    _ stream: StreamIdentifier, _ action: String, from: PackName, to: PackName, why: BackendError? = nil
  ) async throws(JournalError) {
    let settings = try await journal.thresholds(stream)
    var details = ["from": Self.name(from), "to": Self.name(to), "settings": Self.value(settings)]
    switch why {
    case .unacceptable(_, let reason)?: details["reason"] = .string(reason)
    case .failed(let what)?: details["reason"] = .string(what)
    default: break
    }
    try await write([.packChanged(stream, action, details: details, by: "server", at: time.now())])
  }

  private func lastChange(_ stream: StreamIdentifier) async throws(BackendError) -> JournalEntry? {
    do throws(JournalError) { return try await journal.newest(.packChanged, stream: stream).last } catch {
      throw BackendError(error)
    }
  }

  private func write(_ drafts: [JournalDraft]) async throws(JournalError) { _ = try await journal.append(drafts) }

  private static func revision(_ pack: Pack, _ shadow: ShadowState?, _ sequence: Int64) -> String {
    "\(pack.fingerprint.text.prefix(12))-\(shadow.map { String($0.candidate.fingerprint.text.prefix(12)) } ?? "none")-\(sequence)"
  }

  private static func name(_ pack: Pack) -> JSONValue { name(PackName(pack)) }
  private static func name(_ pack: PackName) -> JSONValue { value(pack) }
  private static func value(_ record: some Encodable) -> JSONValue { (try? JSONValue(record: record)) ?? .null }

  private static func value(_ settings: [ConditionIdentifier: ThresholdSetting]) -> JSONValue {
    value(Dictionary(uniqueKeysWithValues: settings.map { ($0.key.text, $0.value) }))
  }
}
