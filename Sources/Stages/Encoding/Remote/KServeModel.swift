internal import Foundation
internal import Soup
internal import Vocabulary

/// A model of a KServe server as it declares itself.
struct KServeModel: Sendable, Hashable {
  let name: String
  let version: String?
  let inputs: [TensorDeclaration]
  let outputs: [TensorDeclaration]
  /// What it says of itself beyond the protocol; this server names precision, preprocessing and scale there.
  let parameters: JSONValue?
  /// All of it, for the fingerprint.
  let declaration: JSONValue

  init(_ answer: ClientResponse, of side: RemoteSettings.Side) throws(RemoteFault) {
    guard answer.status == 200 else { throw .status(answer.status) }
    do { declaration = try JSONValue(parsing: answer.body) } catch { throw .unreadable(.json(error)) }
    name = side.model
    version = side.version
    do {
      inputs = try Self.list(declaration, "inputs")
      outputs = try Self.list(declaration, "outputs")
    } catch { throw .unreadable(error) }
    parameters = declaration["parameters"]
  }

  private static func list(_ value: JSONValue, _ name: String) throws(InferenceFault) -> [TensorDeclaration] {
    guard case .array(let items) = value[name], (1...16).contains(items.count) else {
      throw .member(pointer: "/\(name)", allowed: "a list of 1 to 16 tensors")
    }
    var declarations: [TensorDeclaration] = []
    for (index, item) in items.enumerated() { declarations.append(try TensorDeclaration(item, at: "/\(name)/\(index)")) }
    return declarations
  }

  /// Where the model lies on its server.
  static func path(_ side: RemoteSettings.Side) -> String {
    "/v2/models/\(escaped(side.model))" + (side.version.map { "/versions/\(escaped($0))" } ?? "")
  }

  private static func escaped(_ text: String) -> String {
    let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  /// The input of that name, or the only one that `fits`.
  func input(_ name: String?, fits: (TensorDeclaration) -> Bool, what: String) throws(RemoteFault) -> TensorDeclaration {
    let found = inputs.filter { name == nil ? fits($0) : $0.name == name }
    guard let only = found.first, found.count == 1, fits(only) else {
      throw .declaration(model: self.name, problem: "has \(found.isEmpty ? "no" : "no single") input that takes \(what)")
    }
    return only
  }

  /// The output of that name; else the only one, or the only one whose name says `word`.
  func output(_ name: String?, word: String) throws(RemoteFault) -> TensorDeclaration {
    let named = outputs.filter { name == nil ? $0.name.lowercased().contains(word) : $0.name == name }
    let found = name == nil && outputs.count == 1 ? outputs : named
    guard let only = found.first, found.count == 1, [.fp32, .fp16, .bf16, .fp64].contains(only.type) else {
      throw .declaration(model: self.name, problem: "has no single output of \(word) vectors; name it")
    }
    return only
  }
}
