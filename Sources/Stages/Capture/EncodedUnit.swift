/// One encoded picture of a stream, as its source sent it.
public struct EncodedUnit: Sendable {
  public let format: EncodedFormat
  public let bytes: [UInt8]
  /// Time of presentation since the stream began; goes on without a step back when a file loops.
  public let presentation: Duration
  /// Whether a decoder can begin here.
  public let isKey: Bool

  public init(format: EncodedFormat, bytes: [UInt8], presentation: Duration, isKey: Bool) {
    self.format = format
    self.bytes = bytes
    self.presentation = presentation
    self.isKey = isKey
  }
}
