public import Vocabulary

/// An encoder chosen at run time.
public struct AnyImageEncoder: ImageEncoder {
  /// Asked each time: an encoder that stands in for another has another's description.
  public var description: EncoderDescription { describe() }
  private let describe: @Sendable () -> EncoderDescription
  private let step: @Sendable () async throws -> FullGridProgress
  private let embed: @Sendable (View, Moment) async throws -> [ImageEmbedding]

  public init(_ encoder: some ImageEncoder) {
    describe = { encoder.description }
    step = { try await encoder.advanceFullGrid() }
    embed = { try await encoder.encode($0, deadline: $1) }
  }

  public func encode(_ view: View, deadline: Moment) async throws -> [ImageEmbedding] { try await embed(view, deadline) }

  public func advanceFullGrid() async throws -> FullGridProgress { try await step() }
}
