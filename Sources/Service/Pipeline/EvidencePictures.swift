import Configuration
import Foundation

/// The folder from which mistakes may be shown.
struct EvidencePictures: Sendable {
  let licence: String
  private let folder: URL

  init(_ setting: EvidenceSetting) {
    licence = setting.licence
    folder = URL(fileURLWithPath: setting.pictures, isDirectory: true).resolvingSymlinksInPath()
  }

  /// The file of that name, never one outside the folder.
  func url(of name: String) -> URL? {
    let file = folder.appending(path: name).standardizedFileURL.resolvingSymlinksInPath()
    return file.path.hasPrefix(folder.path + "/") ? file : nil
  }
}
