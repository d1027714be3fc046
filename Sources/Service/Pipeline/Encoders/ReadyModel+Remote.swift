public import Configuration
import Encoding

extension ReadyModel {
  /// An encoder elsewhere, alone: nothing takes its place when it fails.
  ///
  /// - Parameter setting: as the configuration's `remote:` says.
  /// - Returns: the model, without calibration: nothing of it is proven.
  /// - Throws: what keeps it from being reached.
  public static func remote(_ setting: RemoteSetting) async throws -> ReadyModel {
    let model = try await RemoteModel.connect(try RemoteSettings(setting))
    return ReadyModel(encoder: model.image, text: model.text, known: nil, calibration: nil, licence: nil)
  }
}
