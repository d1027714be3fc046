public import Vocabulary

/// The alerts that other settings would have raised on what is kept of a stream.
public struct WhatIf: Sendable, Encodable {
  /// From an alert's beginning to its end.
  public struct Span: Sendable, Hashable, Encodable {
    /// RFC 3339, like `to`.
    public let from: String
    public let to: String

    /// - Parameters:
    ///   - from: when it would have been raised.
    ///   - to: when it would have ended, or what is kept does.
    public init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  /// An alert that was raised and that somebody took seriously.
  public struct Mark: Sendable, Encodable {
    public let alert: AlertIdentifier
    /// When the frame that raised it was captured.
    public let at: String
    /// `confirmed` by a verdict, or `acknowledged`.
    public let mark: String
    /// Whether the settings that are tried alert there too.
    public let caught: Bool
    public let caughtInUse: Bool

    /// - Parameters:
    ///   - alert: which.
    ///   - at: when.
    ///   - mark: by what it is known.
    ///   - caught: whether the settings that are tried alert there too.
    ///   - caughtInUse: whether those in force do.
    public init(alert: AlertIdentifier, at: String, mark: String, caught: Bool, caughtInUse: Bool) {
      self.alert = alert
      self.at = at
      self.mark = mark
      self.caught = caught
      self.caughtInUse = caughtInUse
    }

    enum CodingKeys: String, CodingKey {
      case alert, at, mark, caught
      case caughtInUse = "caught_in_use"
    }
  }

  /// One condition.
  public struct Part: Sendable, Encodable {
    public let setting: ThresholdSetting
    public let inUse: ThresholdSetting?
    /// Whether other descriptors gave the values: they are lined up with those in force, so that as many frames reach each value.
    public let isMatched: Bool
    /// Why nothing can be said of it; `nil` where something can.
    public let refused: String?
    public let alerts: [Span]
    public let alertsInUse: [Span]
    public let anHour: Estimate
    public let anHourInUse: Estimate
    public let marks: [Mark]
    /// Highest value of each step on the setting's scale; `null` where nothing was scored.
    public let series: [Double?]
    /// Frames by value: 50 equal bins from 0 to 1.
    public let histogram: [Int]

    /// - Parameters:
    ///   - setting: what is tried.
    ///   - inUse: what is in force.
    ///   - isMatched: whether other descriptors gave the values.
    ///   - refused: why nothing can be said of it.
    ///   - alerts: those that would have been raised.
    ///   - alertsInUse: those that what is in force raises on the same frames.
    ///   - anHour: alerts in an hour that was watched.
    ///   - anHourInUse: the same of what is in force.
    ///   - marks: alerts that somebody took seriously.
    ///   - series: highest value of each step.
    ///   - histogram: frames by value.
    public init(
      setting: ThresholdSetting, inUse: ThresholdSetting?, isMatched: Bool = false, refused: String? = nil, alerts: [Span] = [],
      alertsInUse: [Span] = [], anHour: Estimate = Estimate(value: nil, interval: nil),
      anHourInUse: Estimate = Estimate(value: nil, interval: nil),
      marks: [Mark] = [], series: [Double?] = [], histogram: [Int] = []
    ) {
      self.setting = setting
      self.inUse = inUse
      self.isMatched = isMatched
      self.refused = refused
      self.alerts = alerts
      self.alertsInUse = alertsInUse
      self.anHour = anHour
      self.anHourInUse = anHourInUse
      self.marks = marks
      self.series = series
      self.histogram = histogram
    }

    enum CodingKeys: String, CodingKey {
      case setting, refused, alerts, marks, series, histogram
      case inUse = "in_use"
      case isMatched = "matched"
      case alertsInUse = "alerts_in_use"
      case anHour = "alerts_an_hour"
      case anHourInUse = "alerts_an_hour_in_use"
    }
  }

  /// What the answer rests on.
  public struct Frames: Sendable, Encodable {
    public let kept: Int
    public let refused: Int
    /// Of an encoder that does not serve now: left out.
    public let otherEncoder: Int
    /// How long was watched, without pauses.
    public let watchedMilliseconds: Int

    /// - Parameters:
    ///   - kept: how many there are.
    ///   - refused: how many of them a gate refused.
    ///   - otherEncoder: how many are of an encoder that does not serve now.
    ///   - watchedMilliseconds: how long was watched.
    public init(kept: Int, refused: Int, otherEncoder: Int, watchedMilliseconds: Int) {
      self.kept = kept
      self.refused = refused
      self.otherEncoder = otherEncoder
      self.watchedMilliseconds = watchedMilliseconds
    }

    enum CodingKeys: String, CodingKey {
      case kept, refused
      case otherEncoder = "other_encoder"
      case watchedMilliseconds = "watched_ms"
    }
  }

  /// What the marks rest on.
  public struct Counted: Sendable, Hashable, Encodable {
    /// Alerts of the stretch that were looked at.
    public let alerts: Int
    /// Verdicts on them.
    public let verdicts: Int
    /// Whether those are all; where not, older alerts of the stretch were not looked at.
    public let isWhole: Bool

    /// - Parameters:
    ///   - alerts: alerts of the stretch that were looked at.
    ///   - verdicts: verdicts on them.
    ///   - isWhole: whether those are all.
    public init(alerts: Int, verdicts: Int, isWhole: Bool) {
      self.alerts = alerts
      self.verdicts = verdicts
      self.isWhole = isWhole
    }

    enum CodingKeys: String, CodingKey {
      case alerts, verdicts
      case isWhole = "complete"
    }
  }

  /// How long it took, in milliseconds.
  public struct Took: Sendable, Encodable {
    /// Reading and decrypting; 0 where the same stretch was read a moment ago.
    public let reading: Double
    public let scoring: Double
    public let deciding: Double

    /// - Parameters:
    ///   - reading: reading and decrypting.
    ///   - scoring: the products.
    ///   - deciding: the alert machines.
    public init(reading: Double, scoring: Double, deciding: Double) {
      self.reading = reading
      self.scoring = scoring
      self.deciding = deciding
    }
  }

  public let stream: StreamIdentifier
  /// RFC 3339, like `to`.
  public let from: String
  public let to: String
  /// Milliseconds of a step of the series.
  public let stepMilliseconds: Int
  public let pack: PackName
  public let frames: Frames
  /// Why there is nothing to go by, and what to do; `nil` where there is something.
  public let reason: String?
  public let took: Took
  /// What the marks rest on.
  public let counted: Counted
  public let conditions: [String: WithNulls<Part>]
  public let researchUseOnly = true

  /// - Parameters:
  ///   - stream: whose frames.
  ///   - from: RFC 3339.
  ///   - to: RFC 3339.
  ///   - stepMilliseconds: of the series.
  ///   - pack: whose wordings scored them.
  ///   - frames: what the answer rests on.
  ///   - reason: why there is nothing to go by.
  ///   - took: how long it took.
  ///   - counted: what the marks rest on.
  ///   - conditions: by id.
  public init(
    stream: StreamIdentifier, from: String, to: String, stepMilliseconds: Int, pack: PackName, frames: Frames, reason: String?,
    took: Took, counted: Counted, conditions: [String: Part]
  ) {
    self.stream = stream
    self.from = from
    self.to = to
    self.stepMilliseconds = stepMilliseconds
    self.pack = pack
    self.frames = frames
    self.reason = reason
    self.took = took
    self.counted = counted
    self.conditions = conditions.mapValues { WithNulls(record: $0, keys: ["in_use", "refused"]) }
  }

  enum CodingKeys: String, CodingKey {
    case stream, from, to, pack, frames, reason, conditions
    case took = "milliseconds"
    case counted = "marks_from"
    case stepMilliseconds = "step_ms"
    case researchUseOnly = "research_use_only"
  }
}
