public import Vocabulary

/// Settings to try on what is kept of a stream.
public struct WhatIfQuery: Sendable, Hashable {
  /// Whole settings of the conditions to try; empty = those in force.
  public let settings: [ConditionIdentifier: ThresholdSetting]
  /// Fingerprint or name of a candidate pack; `nil` = the one in force.
  public let pack: String?
  /// Milliseconds since 1970.
  public let wall: ClosedRange<Int64>

  /// - Parameters:
  ///   - settings: whole settings of the conditions to try.
  ///   - pack: a candidate pack.
  ///   - wall: milliseconds since 1970.
  public init(settings: [ConditionIdentifier: ThresholdSetting], pack: String?, wall: ClosedRange<Int64>) {
    self.settings = settings
    self.pack = pack
    self.wall = wall
  }
}
