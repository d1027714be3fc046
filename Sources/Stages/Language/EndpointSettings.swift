public import Cryptography
public import Soup

/// A server of OpenAI's chat completions that may reword sentences. Text of explanations leaves the machine for it.
public struct EndpointSettings: Sendable {
  /// Its base, as OpenAI's own clients take it: `https://host/v1`. A target without a path means `/v1`.
  public let target: HTTPTarget
  /// What the server calls the model.
  public let model: String
  public var key: Secret?
  /// PEM certificates to trust instead of the system's.
  public var authorityFile: String?
  /// The longest wait for one sentence.
  public var patience: Duration = .seconds(10)

  /// - Parameters:
  ///   - target: the server.
  ///   - model: what it calls the model.
  public init(target: HTTPTarget, model: String) {
    self.target = target
    self.model = model
  }

  /// What requests begin with behind the target.
  var base: String { target.path.isEmpty ? "/v1" : "" }
}
