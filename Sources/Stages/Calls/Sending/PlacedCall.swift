public import Cryptography
public import Vocabulary

/// A call that the service has taken on.
public struct PlacedCall: Sendable {
  public let id: CallIdentifier
  /// The control address as the service named it; `nil` where it named none.
  public let control: Secret?
  /// Where somebody joins a web call; `nil` for others.
  public let joining: Secret?

  /// Reads the service's answer.
  ///
  /// - Parameters:
  ///   - answer: the body.
  ///   - kind: what was asked for.
  /// - Throws: ``CallError/unreadable(what:)``.
  public init(_ answer: JSONValue, kind: CallKind) throws(CallError) {
    guard let id = answer["id"]?.text.flatMap(CallIdentifier.init) else {
      throw .unreadable(what: "the answer names no call")
    }
    let joining = (answer["webCallUrl"] ?? answer["transport"]?["callUrl"])?.text
    guard kind == .phone || joining?.hasPrefix("https://") == true || joining?.hasPrefix("http://127.0.0.1") == true else {
      throw .unreadable(what: "the answer does not say where to join")
    }
    self.id = id
    control = (answer["monitor"]?["controlUrl"]?.text).map { Secret(text: $0) }
    self.joining = kind == .web ? joining.map { Secret(text: $0) } : nil
  }
}
