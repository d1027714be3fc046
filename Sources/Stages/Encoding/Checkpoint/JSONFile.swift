import Foundation

/// Reads small JSON files of a model's directory.
enum JSONFile {
  /// Configuration files are a few kilobytes; an index of shards may have some hundred.
  static let byteLimit = 4_000_000

  static func decode<Value: Decodable>(_ type: Value.Type, at url: URL) throws(EncodingError) -> Value {
    let data = try read(url)
    // A walk over the text first: nesting, repeated names and broken text are refused before anything is built.
    var scanner = JSONScanner([UInt8](data))
    do {
      try scanner.skip()
      try scanner.finish()
      return try JSONDecoder().decode(type, from: data)
    } catch let fault as JSONFault {
      throw .malformed(path: url.path, byte: fault.place, reason: fault.reason)
    } catch let error as DecodingError {
      let context = Self.context(of: error)
      let field = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw .configuration(
        file: url.lastPathComponent, field: field.isEmpty ? "its content" : field,
        expected: "a value of the documented type and range", actual: "not right (\(Self.reason(of: context)))")
    } catch {
      throw .file(path: url.path, reason: "not JSON")
    }
  }

  private static func context(of error: DecodingError) -> DecodingError.Context {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context), .dataCorrupted(let context):
      context
    @unknown default: DecodingError.Context(codingPath: [], debugDescription: "not JSON")
    }
  }

  /// Without a field Foundation calls "no JSON" what the walk has found to be JSON: then a value does not fit into its type.
  private static func reason(of context: DecodingError.Context) -> String {
    if context.codingPath.isEmpty, context.debugDescription.contains("JSON") {
      return "a number too large, or with a fraction where a whole one belongs, or a broken escape"
    }
    return context.debugDescription.hasSuffix(".") ? String(context.debugDescription.dropLast()) : context.debugDescription
  }

  /// - Parameter byteLimit: longer files are refused before they are read.
  static func read(_ url: URL, byteLimit: Int = byteLimit) throws(EncodingError) -> Data {
    let path = url.resolvingSymlinksInPath().path
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
      throw .file(path: url.path, reason: "is missing")
    }
    guard size <= byteLimit else { throw .file(path: url.path, reason: "has \(size) bytes, at most \(byteLimit) are read") }
    do { return try Data(contentsOf: url) } catch { throw .file(path: url.path, reason: "cannot be read") }
  }
}
