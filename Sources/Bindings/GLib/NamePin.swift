import Synchronization

/// While it lives, a host's name means the given addresses to everything in this process that asks GLib (`GResolver`): GStreamer's
/// sources and libsoup among them.
///
/// Between the check of an address and the connection to it a name server could answer otherwise; with this it is not asked again.
/// - Threading: safe from any thread.
public final class NamePin: Sendable {
  private static let pins = Mutex<[String: [(number: UInt64, addresses: [[UInt8]])]]>([:])
  private static let numbers = Mutex<UInt64>(0)

  private let name: String
  private let number: UInt64

  /// Pins `name` from now on; of several pins of one name the newest counts.
  ///
  /// - Parameters:
  ///   - name: a host's name, in any case, with or without its last dot.
  ///   - addresses: 4 or 16 bytes each, in network order.
  /// - Throws: ``GLibFailure`` if GLib's resolver cannot be put behind ours.
  public init(_ name: String, to addresses: [[UInt8]]) throws(GLibFailure) {
    try PinnedResolver.install()
    let key = Self.key(name)
    let number = Self.numbers.withLock { numbers in
      numbers += 1
      return numbers
    }
    Self.pins.withLock { $0[key, default: []].append((number, addresses)) }
    (self.name, self.number) = (key, number)
  }

  deinit {
    Self.pins.withLock { [name, number] pins in
      pins[name]?.removeAll { $0.number == number }
      if pins[name]?.isEmpty == true { pins[name] = nil }
    }
  }

  /// What `name` is pinned to; `nil` if nobody has pinned it.
  static func addresses(of name: String) -> [[UInt8]]? {
    pins.withLock { $0[key(name)]?.last?.addresses }
  }

  private static func key(_ name: String) -> String {
    let lowered = name.lowercased()
    return lowered.hasSuffix(".") ? String(lowered.dropLast()) : lowered
  }
}
