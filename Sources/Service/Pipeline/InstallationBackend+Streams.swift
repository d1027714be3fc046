import Alerting
import Capture
import Journal
import Server
import Vocabulary

extension InstallationBackend {
  func streams() async -> [StreamState] { await registry.runtimes.map(\.state) }

  func stream(_ id: StreamIdentifier) async -> StreamState? { await registry.runtime(id)?.state }

  func addStream(_ request: StreamRequest, by principal: Principal) async throws(BackendError) -> StreamState {
    let address: SourceAddress
    do throws(SourceAddressError) {
      address = try SourceAddress(request.url, policy: sources)
      try address.checkHost()
    } catch { throw .sourceRefused(allowed: error.allowed) }
    do {
      return try await registry.addPulled(request.id, address, playback: .looped, pack: request.pack).state
    } catch { throw BackendError(registry: error) }
  }

  func removeStream(_ id: StreamIdentifier, by principal: Principal) async throws(BackendError) {
    do { try await registry.remove(id) } catch { throw BackendError(registry: error) }
    // Its publisher is told; otherwise it would go on sending to a stream that is gone.
    await media.endPublisher(of: id)
  }

  func thresholds(_ stream: StreamIdentifier) async throws(BackendError) -> ThresholdTable {
    table(try await runtime(stream))
  }

  func changeThresholds(
    _ stream: StreamIdentifier, _ changes: [ConditionIdentifier: ThresholdSetting], ifRevision revision: String?,
    by principal: Principal
  ) async throws(BackendError) -> ThresholdTable {
    let runtime = try await runtime(stream)
    let former = runtime.thresholds.settings
    try check(changes)
    do throws(ThresholdChangeError) { try runtime.changeThresholds(changes, ifRevision: revision) } catch {
      switch error {
      case .stale(let current): throw .stale(current: current)
      case .refused(.unknownCondition(let condition)): throw .unknownCondition(condition)
      case .refused(.outOfRange(let condition, let fault)):
        throw .invalid(pointer: "/\(condition.text)/\(fault.field)", allowed: fault.allowed)
      }
    }
    do throws(JournalError) {
      var drafts: [JournalDraft] = []
      for (condition, setting) in changes.sorted(by: { $0.key < $1.key }) {
        drafts.append(
          try .thresholdChanged(stream, condition, to: setting, from: former[condition], by: principal.name, at: time.now()))
      }
      _ = try await journal.append(drafts, deliveries: [])
    } catch {
      // What is not written down does not stay in force.
      try? runtime.changeThresholds(former.filter { changes.keys.contains($0.key) }, ifRevision: nil)
      throw BackendError(error)
    }
    return table(runtime)
  }

  private func check(_ changes: [ConditionIdentifier: ThresholdSetting]) throws(BackendError) {
    for (condition, setting) in changes {
      if let fault = setting.fault { throw .invalid(pointer: "/\(condition.text)/\(fault.field)", allowed: fault.allowed) }
    }
  }

  /// - Throws: ``BackendError/unknownStream(_:)``.
  func runtime(_ stream: StreamIdentifier) async throws(BackendError) -> StreamRuntime {
    guard let runtime = await registry.runtime(stream) else { throw .unknownStream(stream) }
    return runtime
  }

  private func table(_ runtime: StreamRuntime) -> ThresholdTable {
    let thresholds = runtime.thresholds
    return ThresholdTable(settings: thresholds.settings, revision: String(thresholds.revision))
  }
}
