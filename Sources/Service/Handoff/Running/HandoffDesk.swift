public import Configuration
public import Journal
import Synchronization
public import Vocabulary

/// All sinks of a server.
///
/// - Threading: safe from any thread; ``run()`` must run for as long as anything may be handed over.
public final class HandoffDesk: Sendable {
  /// Attempts that may run at once for one sink of HTTP.
  static let width = 8
  private static let beat = Duration.seconds(20)
  private static let beatsToForget = 180
  /// How long what was delivered can be sent again.
  public static let kept = Duration.seconds(7 * 86_400)
  /// How long what was given up is kept.
  public static let keptDead = Duration.seconds(30 * 86_400)

  let runners: [SinkRunner]
  let journal: JournalStore
  private let composer: HandoffComposer
  let time: any TimeSource
  /// What was read of the outbox last, and how often it could not be.
  let readings = Mutex((figures: [String: OutboxFigures](), failures: UInt64(0)))

  /// Reads what the sinks' configuration names, and has the journal queue what they must hear from now on. Nothing is sent yet.
  ///
  /// - Parameters:
  ///   - sinks: the configured ones.
  ///   - allow: where sinks may be.
  ///   - journal: whose entries are handed over.
  ///   - time: the clock.
  ///   - lookup: what names mean.
  ///   - told: hears how many messages a sink was given up on whenever that may have changed; returns at once.
  ///   - allows: whether a session's alerts may leave the machine now.
  /// - Throws: ``HandoffError``, or the journal's error.
  public init(
    _ sinks: [SinkSetting], allow: SourceAllowance, journal: JournalStore, time: any TimeSource, lookup: HostLookup = .system,
    told: @escaping @Sendable (SinkNotice) -> Void = { _ in },
    allows: @escaping @Sendable (SessionIdentifier) -> Bool
  ) async throws {
    self.journal = journal
    self.time = time
    let bells = Bells()
    let composer = HandoffComposer(sinks: sinks, allows: allows) { bells.ring($0) }
    self.composer = composer
    let destination = DestinationGuard(networks: allow.networks, lookup: lookup)
    let saved = sinks.isEmpty ? [] : try await journal.sinkSwitches()
    var runners: [SinkRunner] = []
    for sink in sinks {
      let transport = try await Self.transport(sink, destination, journal, time)
      runners.append(
        SinkRunner(
          sink, transport: transport, journal: journal, composer: composer, saved: saved.first { $0.name == sink.name },
          allows: allows, told: told, time: time))
    }
    self.runners = runners
    bells.fill(runners)
    if !sinks.isEmpty { await journal.handOff(by: composer) }
  }

  private static func transport(
    _ sink: SinkSetting, _ destination: DestinationGuard, _ journal: JournalStore, _ time: any TimeSource
  ) async throws -> any SinkTransport {
    let secrets = try SinkSecrets(sink)
    if sink.kind == .mqtt {
      return try MQTTTransport(
        sink, secrets: secrets, destination: destination, newest: try await journal.lastDelivered(to: sink.name))
    }
    return try await HTTPTransport(sink, secrets: secrets, destination: destination, time: time, connections: width)
  }

  /// Hands over until cancelled.
  public func run() async {
    await withTaskGroup { group in
      for runner in runners { group.addTask { await runner.run() } }
      group.addTask { await self.tend() }
      await group.waitForAll()
    }
  }

  /// Keeps connections open, and forgets what was settled long ago.
  private func tend() async {
    var beats = 0
    while !Task.isCancelled {
      if !runners.isEmpty, beats % Self.beatsToForget == 0 {
        try? await journal.forgetDeliveries(delivered: Self.kept, dead: Self.keptDead)
      }
      beats += 1
      guard (try? await Task.sleep(for: Self.beat)) != nil else { return }
      for runner in runners { await runner.beat() }
    }
  }
}
