public import Vocabulary

/// Any image encoder that a catalogue can load, as one type.
public enum ModelImageEncoder: ImageEncoder {
  case skinLite(SkinLiteEncoder)
  case sigLIP(SigLIPEncoder)

  public var description: EncoderDescription {
    switch self {
    case .skinLite(let encoder): encoder.description
    case .sigLIP(let encoder): encoder.description
    }
  }

  /// Where it works; the road runs Framing and Detection there too.
  public var executor: QueueExecutor {
    switch self {
    case .skinLite(let encoder): encoder.executor
    case .sigLIP(let encoder): encoder.executor
    }
  }

  public func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
    switch self {
    case .skinLite(let encoder): try await encoder.encode(view, deadline: deadline)
    case .sigLIP(let encoder): try await encoder.encode(view, deadline: deadline)
    }
  }

  public func advanceFullGrid() async throws(EncodingError) -> FullGridProgress {
    switch self {
    case .skinLite: .idle
    case .sigLIP(let encoder): try await encoder.advanceFullGrid()
    }
  }
}
