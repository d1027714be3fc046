public import Vocabulary

/// What is burnt into one picture, in words and fractions of it: decided here, drawn elsewhere.
public struct OverlayContent: Sendable, Hashable {
  /// The line that every picture of every clip carries.
  public static let notice = "research use only, not for diagnosis"
  /// How many findings are listed.
  static let findingLimit = 3

  /// An alert that is on.
  public struct Alert: Sendable, Hashable {
    public let tier: AlertTier
    public let text: String
  }

  /// One line of the list.
  public struct Line: Sendable, Hashable {
    public let name: String
    /// A probability with two decimals, or "unproven".
    public let value: String
  }

  /// Where a finding's evidence comes from.
  public struct Box: Sendable, Hashable {
    public let region: Region
    public let label: String
    /// Of its condition's alert, if one is on.
    public let tier: AlertTier?
  }

  /// The most urgent first.
  public let alerts: [Alert]
  public let lines: [Line]
  public let boxes: [Box]
  /// Why there is no finding; `nil` where there are some.
  public let refusal: String?
  /// Time in the clip, the frame's number and the result's age.
  public let stamp: String

  /// - Parameters:
  ///   - assessment: of this very picture; `nil` if it came to none.
  ///   - alerting: conditions whose alert is on.
  ///   - pack: knows names and tiers.
  ///   - time: from the clip's start.
  ///   - sequence: counts pictures, from 1.
  ///   - age: from the decoded picture to its result.
  public init(
    _ assessment: Assessment?, alerting: Set<ConditionIdentifier>, pack: Pack, time: Duration, sequence: UInt64, age: Duration
  ) {
    let findings = assessment?.findings ?? []
    alerts = Self.alerts(alerting, findings, pack)
    lines = findings.prefix(Self.findingLimit).map { Line(name: Self.name(of: $0.condition, pack), value: Self.value(of: $0)) }
    boxes = Self.boxes(findings, alerting, pack)
    refusal = Self.refusal(assessment)
    let result = assessment == nil ? "no result" : "age \(Int(age.milliseconds.rounded())) ms"
    stamp = "\(Self.clock(time))  frame \(sequence)  \(result)"
  }

  private static func alerts(_ alerting: Set<ConditionIdentifier>, _ findings: [Finding], _ pack: Pack) -> [Alert] {
    let order = AlertTier.allCases
    let on = pack.conditions.compactMap { condition -> (AlertTier, String)? in
      guard alerting.contains(condition.id), let tier = condition.tier else { return nil }
      let value = findings.first { $0.condition == condition.id }.map { ", \(Self.value(of: $0))" } ?? ""
      return (tier, "\(tier.rawValue.uppercased())  Resembles \(condition.name.lowercased())\(value)")
    }
    return order.flatMap { tier in on.filter { $0.0 == tier }.map { Alert(tier: tier, text: $0.1) } }
  }

  /// Of the conditions that alert; else of the first finding that is no control.
  private static func boxes(_ findings: [Finding], _ alerting: Set<ConditionIdentifier>, _ pack: Pack) -> [Box] {
    let conditions = findings.filter { finding in pack.conditions.contains { $0.id == finding.condition } }
    let alarmed = conditions.filter { alerting.contains($0.condition) }
    return (alarmed.isEmpty ? Array(conditions.prefix(1)) : alarmed).flatMap { finding in
      let tier = alerting.contains(finding.condition) ? pack.conditions.first { $0.id == finding.condition }?.tier : nil
      // One box a finding: the strongest place.
      return finding.regions.prefix(1).map { Box(region: $0, label: name(of: finding.condition, pack), tier: tier) }
    }
  }

  private static func refusal(_ assessment: Assessment?) -> String? {
    guard let assessment else { return "no result for this picture" }
    guard !assessment.gateReasons.isEmpty else { return nil }
    return "not scored: " + assessment.gateReasons.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ")
  }

  private static func name(of id: ConditionIdentifier, _ pack: Pack) -> String {
    (pack.conditions + pack.controls).first { $0.id == id }?.name ?? "\(id)"
  }

  /// "unproven" wherever no calibration stands behind the number.
  private static func value(of finding: Finding) -> String {
    guard finding.proven, let probability = finding.probability else { return "unproven" }
    let hundredths = Int((probability * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  /// `01:02.345`.
  static func clock(_ time: Duration) -> String {
    let total = Int(time.milliseconds)
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    return "\(padded(total / 60_000, 2)):\(padded(total / 1000 % 60, 2)).\(padded(total % 1000, 3))"
  }
}
