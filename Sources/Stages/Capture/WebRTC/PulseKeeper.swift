import Synchronization
import Vocabulary

/// A session's pulse where streaming threads and the supervisor meet.
final class PulseKeeper: Sendable {
  private let pulse: Mutex<SessionPulse>
  private let time: any TimeSource

  init(limits: SessionPulse.Limits, expectsPictures: Bool, time: any TimeSource) {
    pulse = Mutex(SessionPulse(limits: limits, expectsPictures: expectsPictures, startedAt: time.now().monotonic))
    self.time = time
  }

  func packet() {
    let now = time.now().monotonic
    pulse.withLock { $0.packet(at: now) }
  }

  func picture() -> SessionPulse.Change? {
    let now = time.now().monotonic
    return pulse.withLock { $0.picture(at: now) }
  }

  func peerLeft() { pulse.withLock { $0.peerLeft() } }

  func tick() -> SessionPulse.Change? {
    let now = time.now().monotonic
    return pulse.withLock { $0.tick(at: now) }
  }
}
