/// A picture that another program wants the vector of.
public enum InferencePicture: Sendable, Hashable {
  /// A JPEG or PNG file.
  case file([UInt8])
  /// Red, green, blue, eight bits each, row by row without padding.
  case pixels([UInt8], width: Int, height: Int)
}
