import Detection
import Foundation
public import Vocabulary

/// Finds and reads packs by name or file.
public struct PackLibrary: Sendable {
  private let folder: URL

  public init(resources: Resources) { folder = resources.packs }

  /// The packs that ship.
  public var names: [String] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return found.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The file of a pack that ships, or the file itself.
  public func file(of name: String) throws(PipelineError) -> String {
    if names.contains(name) { return folder.appending(path: name + ".yaml").path }
    guard name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { throw .unknownPack(name, known: names) }
    return name
  }

  public func load(_ name: String) throws(PipelineError) -> Pack {
    let path = try file(of: name)
    do throws(DetectionError) { return try PackReader.read(file: path) } catch {
      throw .unusable(what: "pack \(name)", reason: error.description)
    }
  }
}
