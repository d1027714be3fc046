import Cryptography
import Foundation
import Server
import Vocabulary

/// Reads the reports beside the encoder's weights each time they are asked for: `evaluate --report` may write a new one meanwhile.
///
/// - Threading: an actor on a queue of its own, since files are read.
actor EvidenceDesk: EvidenceBackend {
  /// `report.json` is what the model's own build wrote, or `evaluate`; `evaluation.json` is `evaluate`'s beside the build's;
  /// `evidence.json` is the cross-validation of the recipe that made the weights.
  static let names = ["report.json", "evaluation.json", "evidence.json"]
  static let mostReportBytes = 8_000_000
  static let mostPictureBytes = 16_000_000

  private nonisolated let executor = QueueExecutor(name: "evidence", quality: .utility)
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let folder: URL?
  private let encoder: EncoderDescription
  private let pack: String
  private let pictures: EvidencePictures?

  /// - Parameters:
  ///   - folder: of the encoder's files; `nil` for a remote one.
  ///   - encoder: the one that serves.
  ///   - pack: name and version.
  ///   - pictures: from where mistakes may be shown.
  init(folder: URL?, encoder: EncoderDescription, pack: String, pictures: EvidencePictures?) {
    self.folder = folder
    self.encoder = encoder
    self.pack = pack
    self.pictures = pictures
  }

  func record() -> EvidenceRecord {
    let card = folder.flatMap { bytes($0.appending(path: "CARD.md"), most: Self.mostReportBytes) }
    return EvidenceRecord(
      model: encoder.model, encoder: encoder.fingerprint, pack: pack, card: card.map { String(decoding: $0, as: UTF8.self) },
      reports: Self.names.map(report), picturesLicence: pictures?.licence)
  }

  func picture(_ hash: String) -> [UInt8]? {
    guard let pictures else { return nil }
    for case .array(let failures) in Self.names.compactMap({ report($0).content?["failures"] }) {
      for failure in failures where failure["picture"]?.text == hash {
        guard let name = failure["file"]?.text, let url = pictures.url(of: name),
          let bytes = bytes(url, most: Self.mostPictureBytes), SHA256.digest(of: bytes).hexadecimal == hash
        else { continue }
        return bytes
      }
    }
    return nil
  }

  private func report(_ name: String) -> EvidenceRecord.Report {
    guard let folder else {
      return .init(
        name: name, state: .absent,
        detail: "A remote encoder has no folder here. Run `evaluate --config` against it, and keep the report yourself.")
    }
    let file = folder.appending(path: name)
    guard FileManager.default.fileExists(atPath: file.path) else {
      return .init(
        name: name, state: .absent,
        detail: "There is no \(name) beside the weights. \(Self.advice(for: name))")
    }
    guard let bytes = bytes(file, most: Self.mostReportBytes),
      let content = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)), case .object = content
    else {
      return .init(
        name: name, state: .damaged,
        detail:
          "\(name) is no JSON object, too large or cannot be read. Nothing of it is shown. \(Self.advice(for: name))"
      )
    }
    if let measured = content["encoder"]?.text, measured != encoder.fingerprint.text {
      return .init(
        name: name, state: .stale,
        detail:
          "\(name) was measured with another encoder than the one that is loaded. Its figures are not shown. Run `evaluate` again."
      )
    }
    return .init(name: name, state: .read, content: content)
  }

  /// How such a report is made.
  private static func advice(for name: String) -> String {
    name == "evidence.json"
      ? "`make evidence` writes it." : "Run `evaluate` on labelled pictures with `--report` and that path."
  }

  private func bytes(_ file: URL, most: Int) -> [UInt8]? {
    let facts = try? FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
    guard facts?[.type] as? FileAttributeType == .typeRegular, let size = facts?[.size] as? Int, size <= most else { return nil }
    return (try? Data(contentsOf: file)).map { [UInt8]($0) }
  }
}
