/// Which deliveries are sent again.
public enum DeliverySelection: Sendable, Hashable {
  /// These, delivered or not.
  case ids([String])
  /// Those that were queued in this time, delivered or not, in milliseconds since 1970.
  case queued(ClosedRange<Int64>)
  /// All that were given up.
  case dead
}
