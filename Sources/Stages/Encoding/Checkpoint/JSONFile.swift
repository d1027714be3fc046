import Foundation

/// Reads small JSON files of a model's directory.
enum JSONFile {
  /// Configuration files are a few kilobytes; an index of shards may have some hundred.
  static let byteLimit = 32_000_000

  static func decode<Value: Decodable>(_ type: Value.Type, at url: URL) throws(EncodingError) -> Value {
    let data = try read(url)
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      let refusal = SafetensorsRefusal(decoding: error)
      throw .configuration(
        file: url.lastPathComponent, field: refusal.tensor ?? "content", expected: "a value of the documented type",
        actual: refusal.fault.description)
    } catch {
      throw .file(path: url.path, reason: "not JSON")
    }
  }

  static func read(_ url: URL) throws(EncodingError) -> Data {
    do {
      let data = try Data(contentsOf: url)
      guard data.count <= byteLimit else { throw EncodingError.file(path: url.path, reason: "longer than \(byteLimit) bytes") }
      return data
    } catch let error as EncodingError {
      throw error
    } catch {
      throw .file(path: url.path, reason: FileManager.default.fileExists(atPath: url.path) ? "cannot be read" : "is missing")
    }
  }
}
