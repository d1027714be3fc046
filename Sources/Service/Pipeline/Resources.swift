public import Foundation

/// Where packs, models, pages and the demo clip are: the checkout that the program was built in, or the working directory.
public struct Resources: Sendable, Hashable {
  public let root: URL

  /// Walks up from the program's real path to the first folder that holds `Packs` and `Web`; else the working directory.
  public static func find() -> Resources {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    return Resources(root: ancestors(of: program).first(where: isRoot) ?? here)
  }

  public init(root: URL) { self.root = root }

  public var packs: URL { root.appending(path: "Packs") }
  public var models: URL { root.appending(path: "Models") }
  /// The user's own knowledge: imported documents and signatures, in the data folder.
  public static func ownKnowledge(in data: String) -> URL { URL(fileURLWithPath: data).appending(path: "knowledge.sqlite") }
  /// Notes and tables of facts that ship.
  public var knowledge: URL { root.appending(path: "Knowledge") }
  /// The model that judges whether a reworded sentence follows from what it cites.
  public var entailment: URL { knowledge.appending(path: "entailment") }
  /// The knowledge store, built from them by `knowledge build`.
  public var knowledgeStore: URL { root.appending(path: ".build/knowledge/knowledge.sqlite") }
  public var web: URL { root.appending(path: "Web") }
  /// The sentence encoder's Hugging Face directory, brought by scripts/setup.
  public var sentenceEncoder: URL { root.appending(path: ".deps/minilm") }
  /// The folder of the Piper voice, brought by scripts/setup.
  public var voice: URL { root.appending(path: ".deps/voice") }
  /// llama.cpp and the language model's weights, brought by scripts/setup-language-model where somebody ran it.
  public var language: URL { root.appending(path: ".deps/language") }
  /// The drawn loop of the stream `demo`, rendered by scripts/setup.
  public var demoClip: URL { root.appending(path: ".deps/demo/demo.webm") }

  private static func ancestors(of url: URL) -> [URL] {
    var found: [URL] = []
    var place = url.deletingLastPathComponent()
    while place.path != "/", found.count < 12 {
      found.append(place)
      place = place.deletingLastPathComponent()
    }
    return found
  }

  private static func isRoot(_ url: URL) -> Bool {
    ["Packs", "Web"].allSatisfy { FileManager.default.fileExists(atPath: url.appending(path: $0).path) }
  }
}
