public import Vocabulary

/// Settings to try on what is kept of a stream.
public struct WhatIfQuery: Sendable, Hashable {
  /// Whole settings of the conditions to try; empty = those in force.
  public let settings: [ConditionIdentifier: ThresholdSetting]
  /// Fingerprint or name of a candidate pack; `nil` = the one in force.
  public let pack: String?
  /// Other descriptors of some conditions, to try in place of those of the pack in force; empty = none.
  public let descriptors: [ConditionIdentifier: [String]]
  /// Milliseconds since 1970.
  public let wall: ClosedRange<Int64>

  /// - Parameters:
  ///   - settings: whole settings of the conditions to try.
  ///   - pack: a candidate pack.
  ///   - descriptors: other descriptors of some conditions.
  ///   - wall: milliseconds since 1970.
  public init(
    settings: [ConditionIdentifier: ThresholdSetting], pack: String?, descriptors: [ConditionIdentifier: [String]] = [:],
    wall: ClosedRange<Int64>
  ) {
    self.descriptors = descriptors
    self.settings = settings
    self.pack = pack
    self.wall = wall
  }
}
