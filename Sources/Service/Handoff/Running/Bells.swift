import Configuration
import Synchronization

/// The sinks' bells by name, for whoever is made before the sinks are.
final class Bells: Sendable {
  private let runners = Mutex<[String: SinkRunner]>([:])

  func fill(_ made: [SinkRunner]) {
    let named = Dictionary(uniqueKeysWithValues: made.map { ($0.setting.name, $0) })
    runners.withLock { $0 = named }
  }

  func ring(_ name: String) {
    let runner = runners.withLock { $0[name] }
    runner?.ring()
  }
}
