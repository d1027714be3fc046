/// Compares what goes into a decoder with what comes out of it, and so finds the pictures that it lost.
///
/// Decoders say nothing on the bus about a picture they could not decode. But pictures leave a decoder in the order of their
/// times, so one that is still inside when a later one leaves is lost.
struct UnitLedger {
  // More than any decoder holds back for reordering (16 for H.264).
  private static let bound = 64

  private var inside: [Duration] = []
  private var hasBegun = false

  /// A visible unit goes in. What comes before the first key is no loss: nobody could decode it.
  mutating func enter(_ presentation: Duration, isKey: Bool) {
    hasBegun = hasBegun || isKey
    guard hasBegun else { return }
    if inside.count >= Self.bound { inside.removeFirst() }
    inside.append(presentation)
  }

  /// A picture comes out.
  /// - Returns: how many pictures before it were lost.
  mutating func leave(_ presentation: Duration) -> Int {
    let lost = inside.count { $0 < presentation }
    inside.removeAll { $0 <= presentation }
    return lost
  }

  /// A seek or a break: nothing that was inside will come out.
  mutating func reset() {
    inside.removeAll(keepingCapacity: true)
    hasBegun = false
  }
}
