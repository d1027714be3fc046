import Detection
import Foundation
import Server
import Statistics
import Vectors
import Vocabulary

extension WorkbenchDesk {
  /// Thresholds of the curve.
  private static let ladder: [Double] =
    [0.02, 0.05, 0.08] + stride(from: 0.1, through: 0.951, by: 0.05).map { ($0 * 100).rounded() / 100 } + [0.98]
  /// How far back alerts an hour are counted.
  private static let lookBack: Int64 = 3_600_000

  func operatingPoint(
    _ stream: StreamIdentifier, _ query: OperatingPointQuery
  ) async throws(BackendError) -> OperatingPoint {
    let runtime = try await runtime(stream)
    guard runtime.pack.conditions.contains(where: { $0.id == query.condition }) else {
      throw .invalid(pointer: "/condition", allowed: "a condition of the stream's pack")
    }
    let current = runtime.thresholds.settings[query.condition]
    let head = try await packs.specialtyInForce(runtime.pack).detectors.current?.head(of: query.condition)
    let (table, absence) = head.map { (nil, Self.absence($0, query.condition)) } ?? heldOut(query.condition, runtime)
    let kept = await keptRates(runtime, query.condition, current, absence)
    var point = OperatingPoint(
      condition: query.condition, prevalence: query.prevalence, evidence: table?.evidence ?? .unknown(absence),
      alertsAnHour: .init(rate: Estimate(value: nil, interval: nil), words: kept.words))
    point.inUse = current
    point.descriptors = runtime.pack.conditions.first { $0.id == query.condition }?.terms ?? []
    switch Self.setting(query, current, table, kept, runtime.background.rates[query.condition] ?? []) {
    case .success(let setting): point.setting = setting
    case .failure(let refusal): point.refused = refusal.words
    }
    if let setting = point.setting, setting.scale == .probability, let table { point.fill(table, at: setting.enter) }
    point.alertsAnHour = await interruptions(runtime, query.condition, point.setting, kept)
    point.curve = Self.curve(table, kept)
    return point
  }

  // MARK: The setting that means what is wanted

  struct Refusal: Error { let words: String }

  private static func setting(
    _ query: OperatingPointQuery, _ current: ThresholdSetting?, _ table: OperatingTable?, _ kept: KeptRates,
    _ ladder: [BackgroundRate]
  ) -> Result<ThresholdSetting?, Refusal> {
    switch query.choice {
    case .inUse: return .success(current)
    case .probability(let enter): return .success(probability(enter, current))
    case .sensitivity(let wanted):
      guard let table else {
        return .failure(Refusal(words: "A threshold cannot be chosen by sensitivity: \(kept.absence)"))
      }
      guard let enter = table.threshold(forSensitivity: wanted) else {
        return .failure(
          Refusal(
            words: "A threshold cannot be chosen by sensitivity: no held-out picture shows \(query.condition). "
              + "Choose by alerts an hour or by probability, or run `evaluate --save` on pictures that show it."))
      }
      return .success(probability(enter, current))
    case .alertsAnHour(let most):
      if let enter = kept.threshold(forAtMost: most) { return .success(probability(enter, current)) }
      if let rung = ladder.first(where: { $0.alertsAnHour <= most }) {
        var setting = current ?? ThresholdSetting(enter: rung.enter, exit: rung.exit)
        (setting.scale, setting.enter, setting.exit, setting.enabled) = (.background, rung.enter, rung.exit, true)
        return .success(setting)
      }
      return .failure(Refusal(words: "A threshold cannot be chosen by alerts an hour: \(kept.words)"))
    }
  }

  /// On the scale of probability, with the gap between beginning and end in the same proportion as it is now.
  static func probability(_ enter: Double, _ current: ThresholdSetting?) -> ThresholdSetting {
    let ratio = current.flatMap { $0.scale == .probability && $0.enter > 0 ? $0.exit / $0.enter : nil } ?? 0.8
    var setting = current ?? ThresholdSetting(enter: enter, exit: enter * ratio)
    setting.scale = .probability
    setting.enter = enter
    setting.exit = min(enter, ((enter * ratio) * 1000).rounded() / 1000)
    setting.enabled = true
    return setting
  }

  // MARK: Alerts an hour, on the stream's own frames

  /// How often thresholds would have alerted on what is kept.
  struct KeptRates: Sendable {
    var enters: [Double] = []
    var alerts: [Int] = []
    var hours = 0.0
    /// Why there is nothing, or on what it was counted.
    var words = ""
    /// Why there is no held-out evidence.
    var absence = ""

    /// The lowest of the thresholds that interrupts no oftener.
    func threshold(forAtMost anHour: Double) -> Double? {
      guard hours > 0 else { return nil }
      return zip(enters, alerts).first { Double($0.1) / hours <= anHour }?.0
    }
  }

  private func keptRates(
    _ runtime: StreamRuntime, _ condition: ConditionIdentifier, _ current: ThresholdSetting?, _ absence: String
  ) async -> KeptRates {
    var kept = KeptRates(absence: absence)
    // To whole minutes, so that the next question finds the same stretch in memory.
    let end = (time.now().wallMilliseconds / 60_000) * 60_000 + 60_000
    do {
      let question = try await question(runtime, (end - Self.lookBack)...end, specialty: nil, settings: [:])
      guard
        let found = try await machine.rates(
          question, condition, enters: Self.ladder, { Self.probability($0, current) })
      else {
        kept.words =
          "no frame of the last hour that gives \(condition) a probability is kept. \(question.whyNothing)"
        return kept
      }
      (kept.enters, kept.alerts, kept.hours) = (Self.ladder, found.alerts, found.hours)
      kept.words = "Counted on \(Self.minutes(found.hours)) of this stream's own kept frames, in the last hour."
    } catch { kept.words = "what is kept of this stream cannot be read just now." }
    return kept
  }

  private func interruptions(
    _ runtime: StreamRuntime, _ condition: ConditionIdentifier, _ setting: ThresholdSetting?, _ kept: KeptRates
  ) async -> OperatingPoint.Interruptions {
    let nothing = Estimate(value: nil, interval: nil)
    guard let setting else { return .init(rate: nothing, words: Self.sentence(kept.words)) }
    if setting.scale == .background {
      let report = runtime.background
      guard let rung = report.rates[condition]?.last(where: { $0.enter <= setting.enter }), let recorded = report.state.recorded
      else { return .init(rate: nothing, words: "No ordinary stretch of this stream is recorded.") }
      let hours = rung.alertsAnHour > 0 ? Double(rung.alerts) / rung.alertsAnHour : Self.hours(recorded)
      let rate = EventRate(rung.alerts, over: hours)
      return .init(
        rate: Estimate(value: rung.alertsAnHour, interval: rate?.interval().ends, count: rung.alerts),
        words: "Counted on the recorded ordinary stretch, \(Self.minutes(hours)).")
    }
    guard kept.hours > 0 else { return .init(rate: nothing, words: Self.sentence(kept.words)) }
    let end = (time.now().wallMilliseconds / 60_000) * 60_000 + 60_000
    guard let question = try? await question(runtime, (end - Self.lookBack)...end, specialty: nil, settings: [:]),
      let found = try? await machine.rates(question, condition, enters: [setting.enter], { _ in setting }),
      let alerts = found.alerts.first, let rate = EventRate(alerts, over: found.hours)
    else { return .init(rate: nothing, words: Self.sentence(kept.words)) }
    return .init(
      rate: Estimate(value: rate.value, interval: rate.interval().ends, count: alerts), words: Self.sentence(kept.words))
  }

  private static func curve(_ table: OperatingTable?, _ kept: KeptRates) -> [OperatingPoint.CurvePoint] {
    guard let table else { return [] }
    let rates = Dictionary(zip(kept.enters, kept.alerts), uniquingKeysWith: { first, _ in first })
    return ladder.map { enter in
      let counts = table.table(at: enter)
      return OperatingPoint.CurvePoint(
        enter: enter, sensitivity: Estimate(counts.sensitivity), specificity: Estimate(counts.specificity),
        alertsAnHour: rates[enter].map { Double($0) / kept.hours })
    }
  }

  // MARK: Words

  private static func absence(_ head: HeadReference, _ condition: ConditionIdentifier) -> String {
    "the learned head '\(head.name)' version \(head.version) scores \(condition), and held-out scores are of the wordings. What "
      + "it finds was measured when it was learned: see the page Teaching."
  }

  /// The held-out pictures' table of a condition, or why there is none.
  func heldOut(_ condition: ConditionIdentifier, _ runtime: StreamRuntime) -> (table: OperatingTable?, absence: String) {
    guard let folder else {
      return (nil, "the encoder's files do not lie on this machine, so no held-out scores lie beside them.")
    }
    let file = folder.appending(path: HeldOutScores.fileName)
    let held: HeldOutScores
    do throws(PipelineError) {
      guard let found = try HeldOutScores.read(file) else {
        return (
          nil,
          "no held-out scores lie beside the encoder's weights. Run `evaluate --save` on labelled pictures that it never saw."
        )
      }
      held = found
    } catch {
      return (nil, "\(HeldOutScores.fileName) beside the encoder's weights is damaged. Write it again by `evaluate --save`.")
    }
    let (encoder, pack) = (encoder, runtime.pack)
    guard held.weights == encoder.weights ?? encoder.fingerprint else {
      return (nil, "the held-out scores beside the weights are of another encoder. Run `evaluate --save` again.")
    }
    guard held.pack == pack.id, held.packVersion == pack.version else {
      return (
        nil,
        "the held-out scores are of \(held.pack) \(held.packVersion), not of \(pack.id) \(pack.version). Run `evaluate --save` again."
      )
    }
    guard let table = OperatingTable(held, condition) else {
      return (nil, "no calibration stands behind a probability of \(condition) with this encoder.")
    }
    return (table, "")
  }

  private static func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }

  private static func minutes(_ hours: Double) -> String {
    let seconds = Int((hours * 3600).rounded())
    return seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
  }

  private static func hours(_ stretch: BackgroundState.Stretch) -> Double {
    guard let from = RFC3339.wallMilliseconds(stretch.from), let to = RFC3339.wallMilliseconds(stretch.to) else { return 0 }
    return Double(to - from) / 3_600_000
  }
}

extension OperatingPoint.Evidence {
  /// Nothing is known, and why.
  static func unknown(_ reason: String) -> OperatingPoint.Evidence {
    OperatingPoint.Evidence(
      state: .none, words: reason.prefix(1).uppercased() + reason.dropFirst(), pictures: 0, positives: 0, groups: 0,
      population: nil)
  }
}
