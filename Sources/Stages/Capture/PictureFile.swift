import Foundation

/// Reads picture files, never more of one than a picture may have.
enum PictureFile {
  static func read(_ path: String, folders: [String]?) -> Result<[UInt8], PictureFault> {
    do throws(SourceAddressError) {
      let resolved = try LocalFile.resolve(path, within: folders)
      guard let file = FileHandle(forReadingAtPath: resolved) else { return .failure(.file(.unreadable)) }
      defer { try? file.close() }
      guard let data = try? file.read(upToCount: PictureLimits.bytes + 1) else { return .failure(.file(.unreadable)) }
      return .success([UInt8](data))
    } catch {
      guard case .file(let problem) = error else { return .failure(.file(.missing)) }
      return .failure(.file(problem))
    }
  }
}
