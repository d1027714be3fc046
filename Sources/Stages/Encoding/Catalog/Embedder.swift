public import Vocabulary

/// What `embed` does: one picture or text at a time, with the time it took.
///
/// - Threading: safe from any task.
public struct Embedder: Sendable {
  private let model: LoadedModel

  /// Loads `name` as `options` ask.
  ///
  /// - Throws: ``EncodingError/unavailable(request:available:)`` for options that the model cannot meet, and what loading throws.
  public init(_ name: String, options: EmbedOptions, catalog: EncoderCatalog) async throws(EncodingError) {
    let summary = try catalog.inspect(name)
    model = try await catalog.load(
      name, preprocessing: try options.checked(for: summary), precision: try options.numbers(for: summary),
      tokenLimit: summary.kind == .siglip ? options.tokens : nil)
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
    let embeddings = try await model.image.encode(View(frame: frame, regions: []), deadline: start.advanced(by: .seconds(3600)))
    let whole = embeddings[0]
    let description = model.image.description
    return EmbedResult(
      input: name, vector: whole.vector, model: description.model, precision: description.precision,
      preprocessing: description.preprocessing, tokens: whole.tokens, milliseconds: time.now().since(start).milliseconds)
  }

  /// The vector of a text; never from the cache, so that the time is the model's.
  public func embed(_ text: String) async throws(EncodingError) -> EmbedResult {
    let time = SystemTime()
    let start = time.now()
    let vector = try await model.text.base.encode([text])[0]
    let description = model.image.description
    return EmbedResult(
      input: text, vector: vector, model: description.model, precision: description.precision, preprocessing: nil, tokens: nil,
      milliseconds: time.now().since(start).milliseconds)
  }
}
