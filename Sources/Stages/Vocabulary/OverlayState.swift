/// Whether the overlays for broadcasts show anything, on all machines at once.
public struct OverlayState: Sendable, Hashable, Codable {
  /// Whether every overlay is empty, whatever was found.
  public let isHidden: Bool
  /// Who changed it last; `nil` as long as nobody did.
  public let by: String?
  /// When, RFC 3339; `nil` as long as nobody did.
  public let at: String?
  /// Why nobody knows how they should stand, and what to do; they are hidden then. `nil` = it is known.
  public let fault: String?

  /// - Parameters:
  ///   - isHidden: whether every overlay is empty.
  ///   - by: a principal's name.
  ///   - at: RFC 3339.
  ///   - fault: why nobody knows how they should stand.
  public init(isHidden: Bool, by: String? = nil, at: String? = nil, fault: String? = nil) {
    self.isHidden = isHidden
    self.by = by
    self.at = at
    self.fault = fault
  }

  enum CodingKeys: String, CodingKey {
    case by, at, fault
    case isHidden = "hidden"
  }
}
