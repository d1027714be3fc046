public import Foundation

/// Programs that the package builds; they lie beside the test binary.
public enum BuiltProgram {
  /// - Parameter name: as the package calls it.
  /// - Returns: where it is; `nil` where it is not built.
  public static func url(_ name: String) -> URL? {
    let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folders = [binary, URL(filePath: CommandLine.arguments[0])].map { $0.deletingLastPathComponent() }
    return folders.map { $0.appending(path: name) }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }
}
