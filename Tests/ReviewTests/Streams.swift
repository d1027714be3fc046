import Vocabulary

// swift-format-ignore: NeverForceUnwrap
extension StreamIdentifier {
  static let ward = StreamIdentifier("ward")!
}
