import Vocabulary

extension StreamIdentifier {
  /// The built-in loop of drawn skin.
  static let demo = named("demo")
  /// Stands in records of single pictures.
  static let picture = named("picture")

  private static func named(_ text: StaticString) -> StreamIdentifier {
    guard let name = StreamIdentifier("\(text)") else { preconditionFailure("\(text) is no stream name") }
    return name
  }
}
