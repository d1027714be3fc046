import Foundation
import Vocabulary

/// A file that appears under its name whole, or not at all.
struct OutputFile: Sendable {
  /// Where it is written until it is whole: hidden, in the same folder, so that it takes its name in one step.
  let temporaryPath: String
  let folder: String
  private let path: String

  /// - Throws: ``AnnotationError`` if there is such a file already, or nothing can be written there.
  init(_ path: String) throws(AnnotationError) {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    guard url.pathExtension.lowercased() == "mp4" else { throw .notMP4(path: path) }
    folder = url.deletingLastPathComponent().path
    self.path = url.path
    temporaryPath = folder + "/.\(url.lastPathComponent).\(RandomIdentifier.hexadecimal128().prefix(8)).part"
    // Links too, wherever they lead.
    guard (try? FileManager.default.attributesOfItem(atPath: self.path)) == nil else { throw .exists(path: path) }
    guard FileManager.default.isWritableFile(atPath: folder) else { throw .unwritable(folder: folder) }
  }

  /// Gives it its name, once its bytes are on the disk. A file that came to stand there meanwhile is left alone.
  func publish() throws(AnnotationError) {
    do {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: temporaryPath))
      try file.synchronize()
      try file.close()
      // A link never replaces anything; a rename would.
      do { try FileManager.default.linkItem(atPath: temporaryPath, toPath: path) } catch let error as CocoaError {
        if error.code == .fileWriteFileExists { throw AnnotationError.exists(path: path) }
        // Some file systems have no links.
        try FileManager.default.moveItem(atPath: temporaryPath, toPath: path)
      }
      discard()
    } catch let error as AnnotationError { throw error } catch let error as CocoaError {
      throw error.code == .fileWriteOutOfSpace ? .diskFull(folder: folder) : .failed(cause: "the file could not be named")
    } catch { throw .failed(cause: "the file could not be named") }
  }

  /// Removes what was written so far.
  func discard() { try? FileManager.default.removeItem(atPath: temporaryPath) }
}
