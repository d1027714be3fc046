import Foundation

/// A folder that cannot be read for a while, by whoever runs the tests, root included: a file stands in its place. What was opened
/// before must have been closed. The two change places in one step of the kernel: whoever keeps trying to open the folder finds one
/// or the other, never a gap in which it would make a folder of its own.
public struct SpoiltFolder {
  private let folder: String
  private var aside: String { folder + "-aside" }

  /// - Parameter path: the folder's.
  public init(path: String) throws {
    folder = URL(filePath: path, directoryHint: .notDirectory).path
    try Data("spoilt".utf8).write(to: URL(filePath: aside))
    try exchange()
  }

  /// Puts it back.
  public func mend() throws {
    try exchange()
    try FileManager.default.removeItem(atPath: aside)
  }

  /// `renameat2(2)` with `RENAME_EXCHANGE`, which Swift's Glibc module does not show.
  private func exchange() throws {
    typealias RenameAt2 = @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
    let symbol = unsafe dlsym(nil, "renameat2")
    let rename = unsafe unsafeBitCast(symbol, to: RenameAt2?.self)
    guard unsafe rename?(AT_FDCWD, folder, AT_FDCWD, aside, 2) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }
}
