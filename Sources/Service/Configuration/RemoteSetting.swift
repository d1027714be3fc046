/// An encoder on another machine that serves instead of a local one.
public struct RemoteSetting: Sendable, Hashable {
  /// How it is spoken to: the Open Inference Protocol, or Vertex AI's `/predict`.
  public enum Kind: String, Sendable, Hashable, CaseIterable { case kserve, vertex }

  /// The rule by which a picture becomes the input of a model that takes finished planes.
  public enum Preprocessing: String, Sendable, Hashable, CaseIterable { case serving, evaluation, processor }

  /// One side's model; what is `nil` is found from what the model declares.
  public struct Side: Sendable, Hashable {
    public var model: String
    public var version: String?
    public var input: String?
    public var output: String?

    public init(model: String) { self.model = model }
  }

  public var url: String
  public var kind = Kind.kserve
  public var image = Side(model: "medsiglip")
  public var text = Side(model: "medsiglip")
  public var predictPath = "/predict"
  public var imageSide = 448
  public var preprocessing = Preprocessing.serving
  /// A directory with `spiece.model`, for a text side that takes tokens.
  public var tokenizer: String?
  public var logitScale: Double?
  /// The token's file.
  public var secretFile: String?
  /// PEM certificates to trust instead of the system's.
  public var certificate: String?
  public var timeoutMilliseconds = 2_000
  public var batch = 8
  public var batchWindowMilliseconds = 4
  /// Whether the local model serves while the remote one does not.
  public var fallsBack = true

  public init(url: String) { self.url = url }
}
