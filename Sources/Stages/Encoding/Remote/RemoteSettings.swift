public import Cryptography
public import Foundation
public import Soup

/// Which remote encoder to use, and how.
public struct RemoteSettings: Sendable {
  /// How it is spoken to.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The Open Inference Protocol (KServe v2) with binary tensors: Triton, OpenVINO Model Server, PyTriton, this server.
    case kserve
    /// Vertex AI's `/predict` as Google's MedSigLIP container speaks it.
    case vertex
  }

  /// One side of the encoder at a KServe server. What is `nil` is found from what the model declares.
  public struct Side: Sendable, Hashable {
    public var model: String
    public var version: String?
    public var input: String?
    public var output: String?

    public init(model: String, version: String? = nil, input: String? = nil, output: String? = nil) {
      self.model = model
      self.version = version
      self.input = input
      self.output = output
    }
  }

  public var target: HTTPTarget
  public var kind: Kind
  public var image: Side
  public var text: Side
  /// Where Vertex predictions are asked for, behind the target's path.
  public var predictPath = "/predict"
  /// Rows and columns of the picture where the model leaves them open.
  public var imageSide = 448
  /// By which rule a picture becomes the model's input, where it takes finished planes.
  public var preprocessing = SigLIPPreprocessing.serving
  /// A directory with `spiece.model`, for a text side that takes tokens.
  public var tokenizer: URL?
  /// What cosines are multiplied by; `nil` for what the remote declares.
  public var logitScale: Float?
  /// Sent as `Authorization: Bearer`.
  public var token: Secret?
  /// PEM certificates to trust instead of the system's.
  public var authorityFile: String?
  /// Longest that one request may take, its hedge included.
  public var patience: Duration = .seconds(2)
  /// Longest that starting waits for the remote.
  public var startPatience: Duration = .seconds(10)
  /// Pictures of one request.
  public var batchLimit = 8
  /// How long a picture may wait for those of other streams.
  public var batchWindow: Duration = .milliseconds(4)
  /// Bytes of an answer.
  public var answerLimit = 4_194_304

  public init(target: HTTPTarget, kind: Kind, image: Side, text: Side) {
    self.target = target
    self.kind = kind
    self.image = image
    self.text = text
  }
}
