import Foundation

/// A `preprocessor_config.json` as it is published somewhere for a SigLIP.
enum ProcessorVariant: String, CaseIterable {
  case bilinear = "a bilinear filter (resample 2)"
  case bicubic = "a bicubic filter (resample 3)"
  case clip = "CLIP's mean and deviation"

  private var json: String {
    switch self {
    case .bilinear: #"{"resample":2}"#
    case .bicubic: #"{"resample":3}"#
    case .clip:
      #"{"resample":3,"image_mean":[0.48145466,0.4578275,0.40821073],"image_std":[0.26862954,0.26130258,0.27577711]}"#
    }
  }

  /// A folder of links to a model's files, with this one in the place of its own; the caller removes it.
  func directory(of model: URL) throws(EncodingError) -> URL {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
    let own = [SigLIPProcessorConfiguration.fileName, SigLIPProcessorConfiguration.nestedFileName]
    do {
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in try manager.contentsOfDirectory(atPath: model.path) where !own.contains(name) {
        try manager.createSymbolicLink(
          at: folder.appending(path: name), withDestinationURL: model.appending(path: name).resolvingSymlinksInPath())
      }
      try Data(json.utf8).write(to: folder.appending(path: SigLIPProcessorConfiguration.fileName))
    } catch { throw .file(path: folder.path, reason: "cannot be written") }
    return folder
  }
}
