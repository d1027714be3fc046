import Cryptography
import Foundation
import Synchronization
import Vectors
import Vocabulary

/// Keys in memory, which can be destroyed or withheld.
final class FakeKeys: SessionKeys {
  struct Away: Error {}

  private struct State {
    var keys: [SessionIdentifier: Secret] = [:]
    var destroyed: Set<SessionIdentifier> = []
    var isAway = false
  }

  private let state = Mutex(State())
  private let name = Secret(bytes: [UInt8](repeating: 1, count: 32))

  func key(of session: SessionIdentifier) async throws -> Secret? {
    try state.withLock { state in
      if state.isAway { throw Away() }
      if state.destroyed.contains(session) { return nil }
      if let key = state.keys[session] { return key }
      let key = try Secret.random(byteCount: 32)
      state.keys[session] = key
      return key
    }
  }

  func nameKey() async throws -> Secret { name }
  func destroy(_ session: SessionIdentifier) { state.withLock { _ = $0.destroyed.insert(session) } }
  func setAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }
}

/// A clock that stands until it is moved.
final class ManualTime: TimeSource {
  private let moment = Mutex(Moment(monotonic: .zero, wallMilliseconds: 1_795_526_232_345))

  func now() -> Moment { moment.withLock { $0 } }
  func advance(by interval: Duration) { moment.withLock { $0 = $0.advanced(by: interval) } }
}

extension KeptItem {
  /// Frame `index` of a stream at 10 frames a second, of two views; every seventh is refused.
  static func sample(
    _ index: Int, from start: Moment, stream: String = "bedside", session: SessionIdentifier, width: Int = 6,
    encoder: String = "e0", retainDays: Int? = nil
  ) -> KeptItem {
    func vector(_ salt: Int) -> [Float] { (0..<width).map { Float(((index + salt) * 31 + $0 * 17) % 997) / 997 - 0.5 } }
    let crop = Region(x: 0.1, y: 0.2, width: 0.3, height: 0.4, weight: 0.5)
    let isRefused = index % 7 == 6
    return KeptItem(
      stream: StreamIdentifier(stream)!, session: session, encoder: Fingerprint(encoder), retainDays: retainDays,
      frame: KeptFrame(
        sequence: UInt64(index), capturedAt: start.advanced(by: .milliseconds(100 * index)),
        reasons: isRefused ? [.notSkin, .blurred] : [],
        views: isRefused
          ? []
          : [
            KeptView(region: .whole, deduction: 0, domainLogit: 1.25, vector: vector(0)),
            KeptView(region: crop, deduction: 0.1, domainLogit: nil, vector: vector(500)),
          ]))
  }
}
