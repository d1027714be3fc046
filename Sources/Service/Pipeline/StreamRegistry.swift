import Capture
import Framing
import Journal
import Server
import Vocabulary

/// Owns the running streams: starts and ends their sources, gives each its mailbox, framer and thresholds.
actor StreamRegistry {
  /// More streams than this are refused: each costs a decoder.
  static let limit = 64

  private let services: StreamServices
  private let specialties: [String: Specialty]
  private let standardPack: String
  private let join: @Sendable (StreamRuntime) async -> Void
  private let leave: @Sendable (StreamIdentifier) async -> Void
  private let savedThresholds: @Sendable (StreamIdentifier) async throws -> [ConditionIdentifier: ThresholdSetting]
  private let savedBackground: @Sendable (StreamIdentifier, Pack) async throws -> SavedBackground
  private let promoted: @Sendable (StreamIdentifier, Pack) async throws -> Specialty?
  private var slots: [StreamIdentifier: StreamSlot] = [:]

  /// - Parameters:
  ///   - join: adds a stream to the encoder loop; `leave` takes it out.
  ///   - savedThresholds: what was set on a stream before a restart; `savedBackground` what was recorded.
  ///   - promoted: the pack that somebody put in force on a stream, in place of the one that it begins with.
  init(
    services: StreamServices, specialties: [Specialty], join: @escaping @Sendable (StreamRuntime) async -> Void,
    leave: @escaping @Sendable (StreamIdentifier) async -> Void,
    savedThresholds: @escaping @Sendable (StreamIdentifier) async throws -> [ConditionIdentifier: ThresholdSetting],
    savedBackground: @escaping @Sendable (StreamIdentifier, Pack) async throws -> SavedBackground,
    promoted: @escaping @Sendable (StreamIdentifier, Pack) async throws -> Specialty? = { _, _ in nil }
  ) {
    self.promoted = promoted
    self.services = services
    self.specialties = Dictionary(uniqueKeysWithValues: specialties.map { ($0.pack.id, $0) })
    standardPack = specialties.first?.pack.id ?? ""
    self.join = join
    self.leave = leave
    self.savedThresholds = savedThresholds
    self.savedBackground = savedBackground
  }

  // MARK: Reading

  var runtimes: [StreamRuntime] { slots.values.map(\.runtime).sorted { $0.id < $1.id } }

  func runtime(_ id: StreamIdentifier) -> StreamRuntime? { slots[id]?.runtime }

  /// By stream, pictures that its viewers lost.
  var viewerDrops: [(stream: StreamIdentifier, count: UInt64)] {
    slots.compactMap { id, slot in slot.tap.map { (id, $0.droppedCount) } }.sorted { $0.stream < $1.stream }
  }

  func tap(_ id: StreamIdentifier) -> EncodedTap? { slots[id]?.tap }

  /// Sessions of `stream` begin with these claims from now on.
  func note(_ claims: SessionClaims, of stream: StreamIdentifier) { services.intake.note(claims, of: stream) }

  // MARK: Starting and ending

  /// Plays a source that the server fetches.
  func addPulled(
    _ id: StreamIdentifier, _ address: SourceAddress, playback: PulledPlayback, pack: String?, isDemo: Bool = false
  ) async throws -> StreamRuntime {
    let runtime = try await make(id, address.kind, source: Self.shown(address), pack: pack, isDemo: isDemo, publisher: nil)
    let source = PulledSource(address, playback: playback, time: services.time) { runtime.receive($0) }
    slots[id]?.tap = source.tap
    slots[id]?.task = Task { await source.run() }
    return runtime
  }

  /// Makes the stream that a publisher sends to, or gives it back to the one who had it.
  func openPushed(_ id: StreamIdentifier, kind: SourceKind, publisher: String, tap: EncodedTap?) async throws -> StreamRuntime {
    if let slot = slots[id] {
      guard slot.publisher == publisher || Self.mayFollow(publisher, slot, on: id) else { throw StreamRegistryError.busy(id) }
      if slot.runtime.kind == kind, slot.publisher == publisher {
        slots[id]?.tap = tap
        return slot.runtime
      }
      // The page falls back from WebRTC to frames, or comes back: the stream changes its road, if nobody feeds it any more.
      guard slot.runtime.hasEnded else { throw StreamRegistryError.busy(id) }
      try await remove(id)
    }
    let runtime = try await make(id, kind, source: kind.rawValue, pack: nil, isDemo: false, publisher: publisher)
    slots[id]?.tap = tap
    return runtime
  }

  /// A signed token for this stream may follow another one, once that publisher has gone: the next person of the same room.
  private static func mayFollow(_ publisher: String, _ slot: StreamSlot, on id: StreamIdentifier) -> Bool {
    let prefix = Principal.signedPrefix(of: id)
    return slot.runtime.hasEnded && publisher.hasPrefix(prefix) && slot.publisher?.hasPrefix(prefix) == true
  }

  /// Ends a stream and forgets it.
  func remove(_ id: StreamIdentifier) async throws {
    guard let slot = slots.removeValue(forKey: id) else { throw StreamRegistryError.unknown(id) }
    slot.task?.cancel()
    await slot.task?.value
    slot.tap?.finish()
    slot.runtime.close()
    services.intake.forget(id)
    await leave(id)
  }

  /// Ends every stream, for a shutdown.
  func removeAll() async {
    for id in Array(slots.keys) { try? await remove(id) }
  }

  /// Forgets streams whose publisher has been gone for five minutes, so that names do not pile up.
  func forgetAbandoned() async {
    let now = services.time.now()
    for (id, slot) in slots where slot.publisher != nil && slot.runtime.hasEnded(since: .seconds(300), at: now) {
      try? await remove(id)
    }
  }

  /// Tells every screen how the streams fare; called once a second.
  func publishStates() {
    for slot in slots.values {
      slot.runtime.setWatchable(slot.tap?.format != nil)
      slot.runtime.endRecordingIfDue(at: services.time.now())
      slot.runtime.publishState()
    }
  }

  /// What viewers see of a source: of a file its name alone, since its folder is nobody's business.
  private static func shown(_ address: SourceAddress) -> String {
    guard address.kind == .file else { return address.description }
    return address.description.split(separator: "/").last.map { String($0) } ?? "file"
  }

  private func make(
    _ id: StreamIdentifier, _ kind: SourceKind, source: String, pack: String?, isDemo: Bool, publisher: String?
  ) async throws -> StreamRuntime {
    guard slots[id] == nil else { throw StreamRegistryError.exists(id) }
    guard slots.count < Self.limit else { throw StreamRegistryError.full(limit: Self.limit) }
    guard let first = specialties[pack ?? standardPack] else {
      throw StreamRegistryError.unknownPack(pack ?? standardPack, known: specialties.keys.sorted())
    }
    let specialty = try await promoted(id, first.pack) ?? first
    let settings = try await savedThresholds(id)
    let background = try await savedBackground(id, specialty.pack)
    // Another call may have made it while the journal was read.
    guard slots[id] == nil else { throw StreamRegistryError.exists(id) }
    let runtime = StreamRuntime(
      id: id, kind: kind, source: source, isDemo: isDemo, pack: specialty.pack, settings: settings,
      framer: try RegionStrategy(named: specialty.pack.regionStrategy).makeFramer(),
      detector: PackDetector(detectors: specialty.detectors), services: services)
    runtime.restoreBackground(background)
    slots[id] = StreamSlot(runtime: runtime, publisher: publisher)
    await join(runtime)
    return runtime
  }
}
