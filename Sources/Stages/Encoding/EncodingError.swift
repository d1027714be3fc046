public import OpenVINO
public import SentencePiece
public import Tiles
public import Vocabulary

/// Why a model cannot be used, or why it gave no vector. Cases carry facts; never a pixel, never a prompt.
public enum EncodingError: Error, Hashable {
  /// A file that the model needs is absent or cannot be read.
  case file(path: String, reason: String)
  /// A checkpoint's header is damaged or hostile; the tensor it stumbled over, if there was one.
  case header(path: String, tensor: String?, fault: SafetensorsFault)
  /// The checkpoint lacks a tensor.
  case missingTensor(name: String)
  /// A tensor has another shape than the configuration asks for.
  case shape(tensor: String, expected: [Int], actual: [Int])
  /// A tensor's numbers have a type that cannot be read as weights.
  case tensorType(tensor: String, actual: String)
  /// A tensor holds numbers that are not finite, where they have to be.
  case notFinite(tensor: String)
  /// A file is not the JSON that it should be: why, and at which byte from 0.
  case malformed(path: String, byte: Int, reason: String)
  /// A configuration file says something that this server cannot use.
  case configuration(file: String, field: String, expected: String, actual: String)
  /// The inference library failed.
  case engine(OpenVINOError)
  /// A layer could not run on tiles.
  case tiles(TilesError)
  /// The tokenizer library failed.
  case tokenizer(SentencePieceError)
  /// The model gave numbers that are no direction: not finite, or all zero.
  case degenerateVector(output: String)
  /// Something that was asked for is not built yet or not meaningful for this model: what, and what there is.
  case unavailable(request: String, available: String)
  /// A remote encoder gave no vector.
  case remote(RemoteFault)
}

extension EncodingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let path, let reason): "\(path): \(reason)"
    case .header(let path, let tensor, let fault):
      "\(path): " + (tensor.map { "tensor \($0): " } ?? "") + fault.description + "; fetch the file again"
    case .missingTensor(let name):
      "tensor \(name) is missing; expected a whole SigLIP checkpoint with both towers: name its directory, or fetch it again"
    case .shape(let tensor, let expected, let actual):
      "tensor \(tensor) has shape \(actual), expected \(expected); config.json belongs to another checkpoint: fetch both together"
    case .tensorType(let tensor, let actual):
      "tensor \(tensor) is \(actual), expected F32, F16 or BF16; use the checkpoint as published, not one quantized by another program"
    case .notFinite(let tensor): "tensor \(tensor) holds numbers that are not finite, which have no int8"
    case .malformed(let path, let byte, let reason):
      "\(path): no JSON that can be read: \(reason) (at byte \(byte)); fetch the file again"
    case .configuration(let file, let field, let expected, let actual): "\(file): \(field) is \(actual), expected \(expected)"
    case .engine(let error): error.description
    case .tiles(let error): error.description
    case .tokenizer(let error): error.description
    case .degenerateVector(let output): "output \(output) is no direction (not finite, or zero)"
    case .unavailable(let request, let available): "\(request) is not available; available: \(available)"
    case .remote(let fault): fault.description
    }
  }
}

extension EncodingError {
  /// What a viewer is told.
  public var userMessage: UserMessage {
    switch self {
    case .file, .header, .missingTensor, .shape, .tensorType, .notFinite, .malformed, .configuration:
      UserMessage(
        code: "model_unusable", text: "The model cannot be used: \(description). Nothing is analysed until it is mended.")
    case .engine, .tiles, .tokenizer, .degenerateVector:
      UserMessage(
        code: "encoder_failed", text: "The encoder failed on this picture or text; video goes on. The log names the cause.")
    case .unavailable:
      UserMessage(code: "unavailable", text: description)
    case .remote:
      UserMessage(
        code: "remote_encoder_failed",
        text:
          "\(description). Video goes on; the server keeps asking. Look at the encoder's own server, or name a model to fall back to."
      )
    }
  }

  /// HTTP status of a request that ended so.
  public var status: Int {
    switch self {
    case .unavailable: 422
    case .file, .header, .missingTensor, .shape, .tensorType, .notFinite, .malformed, .configuration: 503
    case .remote: 503
    case .engine, .tiles, .tokenizer, .degenerateVector: 500
    }
  }
}

/// Runs a call into the inference library and files its error under this target's.
func engine<Result: ~Copyable>(_ body: () throws(OpenVINOError) -> Result) throws(EncodingError) -> Result {
  do { return try body() } catch { throw .engine(error) }
}
