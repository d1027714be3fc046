public import Vocabulary

/// What `embed` does: one picture or text at a time, with the time it took.
///
/// - Threading: safe from any task.
public struct Embedder: Sendable {
  private let description: EncoderDescription
  private let textPrecision: String
  private let encodePicture: @Sendable (View, Moment) async throws(EncodingError) -> [ImageEmbedding]
  private let encodeText: @Sendable (String) async throws(EncodingError) -> [[Float]]

  /// Loads `name` as `options` ask.
  ///
  /// - Throws: ``EncodingError/unavailable(request:available:)`` for options that the model cannot meet, and what loading throws.
  public init(_ name: String, options: EmbedOptions, catalog: EncoderCatalog) async throws(EncodingError) {
    let summary = try catalog.inspect(name)
    let model = try await catalog.load(
      name, preprocessing: try options.checked(for: summary), precision: try options.numbers(for: summary),
      tokenLimit: summary.kind == .siglip ? options.tokens : nil)
    description = model.image.description
    textPrecision = model.text.base.precision.rawValue
    encodePicture = { view, deadline throws(EncodingError) in try await model.image.encode(view, deadline: deadline) }
    encodeText = { text throws(EncodingError) in try await model.text.base.encode([text]) }
  }

  /// A remote encoder.
  public init(_ remote: RemoteModel) {
    description = remote.image.description
    textPrecision = description.precision
    encodePicture = { view, deadline throws(EncodingError) in try await remote.image.encode(view, deadline: deadline) }
    encodeText = { text throws(EncodingError) in try await remote.text.base.encode([text]) }
  }

  /// The vector of a whole picture.
  ///
  /// - Parameters:
  ///   - picture: taken whole, without a crop.
  ///   - name: what the result calls it, its path say.
  public func embed(_ picture: PixelBuffer, named name: String) async throws(EncodingError) -> EmbedResult {
    guard let stream = StreamIdentifier("embed") else { preconditionFailure("a stream's name that is none") }
    let time = SystemTime()
    let start = time.now()
    let frame = Frame(stream: stream, session: SessionIdentifier(), sequence: 1, capturedAt: start, pixels: picture)
    let embeddings = try await encodePicture(View(frame: frame, regions: []), start.advanced(by: .seconds(3600)))
    let whole = embeddings[0]
    return EmbedResult(
      input: name, vector: whole.vector, model: description.model, precision: description.precision,
      preprocessing: description.preprocessing, tokens: whole.tokens, milliseconds: time.now().since(start).milliseconds)
  }

  /// The vector of a text; never from the cache, so that the time is the model's.
  public func embed(_ text: String) async throws(EncodingError) -> EmbedResult {
    let time = SystemTime()
    let start = time.now()
    let vector = try await encodeText(text)[0]
    return EmbedResult(
      input: text, vector: vector, model: description.model, precision: textPrecision, preprocessing: nil, tokens: nil,
      milliseconds: time.now().since(start).milliseconds)
  }
}
