import Encoding
import Vocabulary

/// Whether a remote encoder answers, and how fast.
struct RemoteModelSpeed {
  let model: String
  let milliseconds: Double

  static func measure(_ settings: RemoteSettings) async throws -> RemoteModelSpeed {
    let model = try await RemoteModel.connect(settings)
    return RemoteModelSpeed(
      model: model.image.description.model, milliseconds: try await EncoderSpeed.measure(model.image, count: 5))
  }
}
