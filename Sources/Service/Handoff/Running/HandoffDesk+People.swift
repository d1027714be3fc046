public import Configuration
public import Journal
import Synchronization
import Vocabulary

/// What people see of sinks, and do with them.
extension HandoffDesk {
  /// How a sink stands.
  public struct Status: Sendable {
    public let setting: SinkSetting
    /// Scheme, host and port.
    public let address: String
    public let machine: SinkMachine
    public let figures: OutboxFigures
    /// Milliseconds until anything is sent again; `nil` = it is not left alone.
    public let pause: Duration?
    /// When the next message may be tried, in milliseconds since 1970; `nil` = none waits for its time.
    public let next: Int64?
  }

  /// Their names.
  public var names: [String] { runners.map(\.setting.name) }

  /// How each sink stands, in the configuration's order.
  ///
  /// - Returns: one for each.
  /// - Throws: `JournalError` if the journal cannot be read.
  public func statuses() async throws(JournalError) -> [Status] {
    var statuses: [Status] = []
    for runner in runners {
      let (machine, setting) = (await runner.machine, runner.setting)
      statuses.append(
        Status(
          setting: setting, address: (try? SinkAddress(setting))?.description ?? "", machine: machine,
          figures: try await journal.figures(of: setting.name), pause: machine.pause(at: time.now()),
          next: try await journal.nextDelivery(to: setting.name, after: time.now())))
    }
    return statuses
  }

  /// How the sinks stand, for whoever must be told neither zeros nor nothing while the journal cannot be read.
  public struct Overview: Sendable {
    /// In the configuration's order; what each machine counted is in memory and always true.
    public let sinks: [(setting: SinkSetting, machine: SinkMachine)]
    /// By the sink's name, as they were read last; a sink without has never been read.
    public let figures: [String: OutboxFigures]
    /// Whether all figures were read just now.
    public let isCurrent: Bool
    /// Times that they could not be read since the server started.
    public let failures: UInt64
  }

  /// How the sinks stand; where the journal cannot be read, with the figures that were read last.
  ///
  /// - Returns: always something; whether it is current is in it.
  public func overview() async -> Overview {
    var sinks: [(setting: SinkSetting, machine: SinkMachine)] = []
    var isCurrent = true
    for runner in runners {
      sinks.append((runner.setting, await runner.machine))
      do throws(JournalError) {
        let figures = try await journal.figures(of: runner.setting.name)
        readings.withLock { $0.figures[runner.setting.name] = figures }
      } catch { isCurrent = false }
    }
    return readings.withLock { [isCurrent] readings in
      if !isCurrent { readings.failures += 1 }
      return Overview(sinks: sinks, figures: readings.figures, isCurrent: isCurrent, failures: readings.failures)
    }
  }

  /// Tries a sink with something that is no alert, also while it is off.
  ///
  /// - Parameter name: the sink's.
  /// - Returns: what came of it; `nil` for a sink that there is not.
  public func test(_ name: String) async -> AttemptResult? { await runner(name)?.test() }

  /// Switches a sink on or off until somebody does it again, also over restarts.
  ///
  /// - Parameters:
  ///   - name: the sink's.
  ///   - isOn: how it stands from now on.
  ///   - by: a principal's name.
  /// - Returns: `false` for a sink that there is not.
  /// - Throws: `JournalError`; nothing was changed then.
  public func turn(_ name: String, _ isOn: Bool, by: String) async throws(JournalError) -> Bool {
    guard let runner = runner(name) else { return false }
    try await runner.turn(isOn, by: by)
    return true
  }

  /// Sends again.
  ///
  /// - Parameters:
  ///   - selection: which.
  ///   - name: the sink's.
  ///   - by: a principal's name.
  /// - Returns: how many wait again; `nil` for a sink that there is not.
  /// - Throws: `JournalError`; nothing was changed then.
  public func replay(_ selection: DeliverySelection, to name: String, by: String) async throws(JournalError) -> Int? {
    guard let runner = runner(name) else { return nil }
    let count = try await journal.replay(selection, to: name, by: by)
    await runner.tellDead()
    runner.ring()
    return count
  }

  /// What a sink was given up on, newest first.
  ///
  /// - Parameters:
  ///   - name: the sink's.
  ///   - limit: at most so many.
  /// - Returns: the dead letters, without their bodies.
  /// - Throws: `JournalError` if the journal cannot be read.
  public func deadLetters(of name: String, limit: Int) async throws(JournalError) -> [DeadLetter] {
    try await journal.deadLetters(of: name, limit: limit)
  }

  private func runner(_ name: String) -> SinkRunner? { runners.first { $0.setting.name == name } }
}
