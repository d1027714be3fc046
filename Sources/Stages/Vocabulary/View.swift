/// What the encoder should look at: a frame and the regions that are worth a closer look, best first.
public struct View: Sendable {
  public let frame: Frame
  /// Best first; the whole frame is always meant as well and is not among them.
  public let regions: [Region]

  public init(frame: Frame, regions: [Region]) {
    self.frame = frame
    self.regions = regions
  }
}
