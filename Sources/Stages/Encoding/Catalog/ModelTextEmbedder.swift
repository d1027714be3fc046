public import Vocabulary

/// Any text side that a catalogue can load, as one type.
public enum ModelTextEmbedder: TextEmbedder {
  case projected(ProjectedTextEmbedder)
  case sigLIP(SigLIPTextEncoder)

  public var fingerprint: Fingerprint {
    switch self {
    case .projected(let embedder): embedder.fingerprint
    case .sigLIP(let embedder): embedder.fingerprint
    }
  }

  public var dimension: Int {
    switch self {
    case .projected(let embedder): embedder.dimension
    case .sigLIP(let embedder): embedder.dimension
    }
  }

  /// In which texts are embedded; it need not be that of pictures.
  public var precision: Precision {
    switch self {
    case .projected: .f32
    case .sigLIP(let embedder): embedder.precision
    }
  }

  public func encode(_ texts: [String]) async throws(EncodingError) -> [[Float]] {
    switch self {
    case .projected(let embedder): try await embedder.encode(texts)
    case .sigLIP(let embedder): try await embedder.encode(texts)
    }
  }
}
