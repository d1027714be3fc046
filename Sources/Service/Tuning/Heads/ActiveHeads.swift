/// Which versions are in force, and which were before them: a value.
///
/// Each head has its own pile; the last of it is in force. Rolling back takes it off, and what lies below is in force again.
public struct ActiveHeads: Sendable, Hashable, Codable {
  /// By head, oldest first; never an empty pile.
  public private(set) var piles: [String: [Int]]

  /// Nothing in force.
  public init() { piles = [:] }

  /// The versions in force.
  public var versions: [String: Int] { piles.compactMapValues(\.last) }

  /// Puts a version in force.
  ///
  /// - Parameters:
  ///   - name: the head's.
  ///   - version: which; one that is in force already stays.
  public mutating func activate(_ name: String, _ version: Int) {
    guard versions[name] != version else { return }
    piles[name, default: []].append(version)
  }

  /// Takes the version in force off.
  ///
  /// - Parameter name: the head's.
  /// - Returns: what is in force now; `nil` for nothing.
  /// - Throws: ``TuningError/notInForce(name:)``.
  public mutating func rollBack(_ name: String) throws(TuningError) -> Int? {
    guard var pile = piles[name], !pile.isEmpty else { throw .notInForce(name: name) }
    pile.removeLast()
    piles[name] = pile.isEmpty ? nil : pile
    return pile.last
  }

  /// Forgets a version that is to be removed wherever it lies below.
  mutating func forget(_ name: String, _ version: Int) {
    guard var pile = piles[name] else { return }
    pile.removeAll { $0 == version }
    piles[name] = pile.isEmpty ? nil : pile
  }
}
