import Foundation
import Testing

/// Small programs that the package builds for its tests.
enum Helpers {
  /// The program lies beside the test binary.
  static func executable(_ name: String) throws -> URL {
    let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folders = [binary, URL(filePath: CommandLine.arguments[0])].map { $0.deletingLastPathComponent() }
    let candidates = folders.map { $0.appending(path: name) }
    return try #require(candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }, "\(name) is not built")
  }
}
