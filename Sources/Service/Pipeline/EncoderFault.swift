/// That an encoder failed on a frame. Holds the error's own description, which carries no pixel and no prompt.
public struct EncoderFault: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String

  init(_ error: any Error) { description = String(describing: error) }
}
