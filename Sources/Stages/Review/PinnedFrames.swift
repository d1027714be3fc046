public import Vocabulary

/// The few frames whose pixels outlive their analysis, because an alert may come to rest on them. A value.
///
/// The bound is small on purpose: a pinned picture's memory does not return to its pool. What is given up for a newer one is counted.
public struct PinnedFrames: Sendable {
  /// One pinned frame.
  public struct Pin: Sendable {
    public let frame: Frame
    public let findings: [Finding]

    /// - Parameters:
    ///   - frame: with its pixels.
    ///   - findings: of it.
    public init(frame: Frame, findings: [Finding]) {
      self.frame = frame
      self.findings = findings
    }
  }

  /// Frames that are pinned at most.
  public static let bound = 4

  private var pins: [Pin] = []
  /// Frames that were given up for newer ones.
  public private(set) var givenUp: UInt64 = 0

  /// Nothing pinned.
  public init() {}

  /// How many are pinned.
  public var count: Int { pins.count }

  /// Pins a frame; beyond the bound the oldest goes.
  ///
  /// - Parameters:
  ///   - frame: one in which something reached its threshold.
  ///   - findings: of it.
  public mutating func pin(_ frame: Frame, _ findings: [Finding]) {
    if pins.count == Self.bound {
      pins.removeFirst()
      givenUp += 1
    }
    pins.append(Pin(frame: frame, findings: findings))
  }

  /// The pinned frames among those that made an alert, oldest first.
  ///
  /// - Parameter why: numbers of frames.
  /// - Returns: what is still pinned of them.
  public func frames(of why: [UInt64]) -> [Pin] { pins.filter { why.contains($0.frame.sequence) } }

  /// Lets go of frames captured before a moment: no alert can rest on them any more.
  ///
  /// - Parameter moment: the oldest that still counts.
  public mutating func release(before moment: Moment) { pins.removeAll { $0.frame.capturedAt < moment } }

  /// Lets go of all.
  public mutating func releaseAll() { pins.removeAll() }
}
