import Foundation

/// The data that developers and CI have beside the project; absent on a fresh machine.
enum SharedData {
  static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// `MEDIASKINOSCOPE_SHARED`, else the folder `shared` beside the project.
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["MEDIASKINOSCOPE_SHARED"].map { URL(filePath: $0) }
    let folder = named ?? project.deletingLastPathComponent().appending(path: "shared")
    return FileManager.default.fileExists(atPath: folder.appending(path: "data").path) ? folder : nil
  }()

  /// The packs that the project ships.
  static let packFiles: [String] = {
    let folder = project.appending(path: "Packs").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
  }()

  /// The little-endian float32 rows of a NumPy file of two dimensions, C order.
  static func rows(_ path: String, columns: Int) throws -> [[Float]] {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: path)))
    // Version 1 of the format: magic, version, length of the header as u16, header.
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    let values = stride(from: start, to: bytes.count, by: 4).map { place in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) })
    }
    return stride(from: 0, to: values.count, by: columns).map { Array(values[$0..<($0 + columns)]) }
  }
}
