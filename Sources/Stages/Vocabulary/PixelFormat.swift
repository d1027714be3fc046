/// How the bytes of a picture are laid out.
public enum PixelFormat: Sendable, Hashable {
  /// Planar Y, U, V with chroma at half width and half height, each plane tightly packed. `ceil` halves odd sizes.
  case i420(YCbCrEncoding)
  /// Interleaved red, green, blue, eight bits each, tightly packed.
  case rgb
}
