import Alerting
import Testing
import Vocabulary

@Suite("Alert machine") struct AlertMachineTests {
  /// Feeds values 100 ms apart and gives the step and kind of each transition.
  private func transitions(
    _ machine: inout AlertMachine, _ values: [Double?], from start: Int = 0, step: Int = 100
  ) -> [String] {
    values.enumerated().compactMap { index, value -> String? in
      guard let value else {
        machine.pause()
        return nil
      }
      switch machine.observe(.look(at: start + index * step, frame: UInt64(index + 1), value: value)) {
      case .raised(let why): return "\(index) raised \(why.map(\.frame))"
      case .ended(let reason): return "\(index) ended \(reason)"
      case nil: return nil
      }
    }
  }

  private func setting(k: Int = 2, n: Int = 3, dwell: Int = 0, cooldown: Int = 0) -> ThresholdSetting {
    ThresholdSetting(enter: 0.6, exit: 0.4, k: k, n: n, dwellMilliseconds: dwell, cooldownMilliseconds: cooldown)
  }

  @Test func `needs k hits among the last n frames`() {
    var machine = AlertMachine(setting())
    #expect(transitions(&machine, [0.9, 0.1, 0.1, 0.9, 0.1, 0.9]) == ["5 raised [4, 6]"])
  }

  @Test func `waits for the dwell`() {
    var machine = AlertMachine(setting(dwell: 300))
    #expect(transitions(&machine, [0.9, 0.9, 0.9, 0.9, 0.9]) == ["4 raised [3, 4, 5]"])
  }

  @Test func `a break before the dwell starts it again`() {
    var machine = AlertMachine(setting(k: 1, n: 1, dwell: 200))
    #expect(transitions(&machine, [0.9, 0.9, 0.1, 0.9, 0.9, 0.9]) == ["5 raised [6]"])
  }

  @Test func `holds between exit and enter, ends below exit`() {
    var machine = AlertMachine(setting(k: 1, n: 1))
    #expect(transitions(&machine, [0.6, 0.5, 0.4, 0.41, 0.39]) == ["0 raised [1]", "4 ended gone"])
  }

  @Test func `ends only after being gone for the dwell`() {
    var machine = AlertMachine(setting(k: 1, n: 1, dwell: 200))
    let values: [Double?] = [0.9, 0.9, 0.9, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1]
    #expect(transitions(&machine, values) == ["2 raised [3]", "8 ended gone"])
  }

  @Test func `stays silent during the cooldown and arms anew after it`() {
    var machine = AlertMachine(setting(k: 1, n: 1, cooldown: 500))
    let values: [Double?] = [0.9, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9]
    #expect(transitions(&machine, values) == ["0 raised [1]", "1 ended gone", "6 raised [7]"])
  }

  @Test func `the dwell after a cooldown counts from its end`() {
    var machine = AlertMachine(setting(k: 1, n: 1, dwell: 100, cooldown: 500))
    let values: [Double?] = [0.9, 0.9, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9]
    #expect(transitions(&machine, values) == ["1 raised [2]", "3 ended gone", "9 raised [10]"])
  }

  @Test func `refused frames pause: they neither raise nor clear`() {
    var raising = AlertMachine(setting(k: 1, n: 1, dwell: 300))
    // 100 ms are watched, then blur for 500 ms, then two intervals more are needed.
    #expect(transitions(&raising, [0.9, 0.9, nil, nil, nil, nil, 0.9, 0.9, 0.9]) == ["8 raised [9]"])
    var ending = AlertMachine(setting(k: 1, n: 1, dwell: 300))
    #expect(transitions(&ending, [0.9, 0.9, 0.9, 0.9, 0.1]) == ["3 raised [4]"])
    #expect(transitions(&ending, Array(repeating: nil, count: 100), from: 500) == [])
    #expect(ending.isActive)
  }

  @Test func `a lost source pauses too`() {
    var machine = AlertMachine(setting(k: 1, n: 1, dwell: 300))
    #expect(transitions(&machine, [0.9, 0.9, 0.9, 0.9, 0.1]) == ["3 raised [4]"])
    #expect(machine.observe(.look(at: 60_000, frame: 9, value: 0.1)) == nil)
    #expect(machine.isActive)
  }

  @Test func `a live change is judged at the next frame with the frames already seen`() {
    var machine = AlertMachine(setting())
    #expect(transitions(&machine, [0.5, 0.5, 0.5]) == [])
    var lower = setting()
    lower.enter = 0.45
    #expect(machine.change(to: lower) == nil)
    #expect(transitions(&machine, [0.5], from: 300) == ["0 raised [2, 3, 1]"])
  }

  @Test func `another scale starts the window anew and keeps the alert`() {
    var machine = AlertMachine(setting())
    #expect(transitions(&machine, [0.9, 0.9]).count == 1)
    var other = setting()
    other.scale = .background
    #expect(machine.change(to: other) == nil)
    #expect(machine.isActive)
    #expect(transitions(&machine, [0.1, 0.1], from: 200) == ["1 ended gone"])
  }

  @Test func `switching off ends the alert, and nothing follows`() {
    var machine = AlertMachine(setting())
    #expect(transitions(&machine, [0.9, 0.9]).count == 1)
    var off = setting()
    off.enabled = false
    #expect(machine.change(to: off) == .ended(.disabled))
    #expect(transitions(&machine, [0.9, 0.9, 0.9], from: 200) == [])
  }

  @Test func `a session's end ends the alert and forgets the frames`() {
    var machine = AlertMachine(setting())
    #expect(transitions(&machine, [0.9, 0.9]).count == 1)
    #expect(machine.endSession() == .ended(.sessionEnded))
    #expect(machine.endSession() == nil)
    #expect(transitions(&machine, [0.9, 0.1, 0.9], from: 200) == ["2 raised [1, 3]"])
  }

  @Test func `one hit in eight holds an alert that one in eight raised`() {
    var machine = AlertMachine(setting(k: 1, n: 8))
    #expect(transitions(&machine, [0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) == ["0 raised [1]"])
    #expect(transitions(&machine, [0.1], from: 800) == ["0 ended gone"])
  }
}
