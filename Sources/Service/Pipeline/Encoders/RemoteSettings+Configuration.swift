public import Configuration
import Cryptography
public import Encoding
import Foundation
import Soup

extension RemoteSettings {
  /// Reads the token and makes the configuration's words the encoder's own.
  public init(_ setting: RemoteSetting) throws(PipelineError) {
    guard let target = HTTPTarget(setting.url) else {
      throw .unusable(what: "the remote encoder's url", reason: "it must be \(HTTPTarget.allowed)")
    }
    self.init(
      target: target, kind: setting.kind == .kserve ? .kserve : .vertex, image: Side(setting.image), text: Side(setting.text))
    predictPath = setting.predictPath
    imageSide = setting.imageSide
    preprocessing = SigLIPPreprocessing(rawValue: setting.preprocessing.rawValue) ?? .serving
    tokenizer = setting.tokenizer.map { URL(filePath: $0) }
    logitScale = setting.logitScale.map { Float($0) }
    authorityFile = setting.certificate
    patience = .milliseconds(setting.timeoutMilliseconds)
    batchLimit = setting.batch
    batchWindow = .milliseconds(setting.batchWindowMilliseconds)
    guard let file = setting.secretFile else { return }
    do throws(SecretFile.Failure) { token = try SecretFile.read(file) } catch {
      throw .unusable(
        what: "the remote encoder's secret_file", reason: "\(error); it must be a file that only its owner can read")
    }
  }
}

extension RemoteSettings.Side {
  fileprivate init(_ side: RemoteSetting.Side) {
    self.init(model: side.model, version: side.version, input: side.input, output: side.output)
  }
}
