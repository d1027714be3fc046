/// Wordings by which an encoder without a trained gate decides whether a picture belongs to the pack's domain.
public struct PackGate: Sendable, Hashable {
  public let inDomain: [String]
  public let outOfDomain: [String]

  public init(inDomain: [String], outOfDomain: [String]) {
    self.inDomain = inDomain
    self.outOfDomain = outOfDomain
  }
}
