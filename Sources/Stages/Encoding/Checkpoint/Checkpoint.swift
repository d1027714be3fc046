import Foundation
internal import OpenVINO

/// All weights of a model: one `model.safetensors`, or the shards that an index names. Symbolic links are followed, as a
/// Hugging Face cache needs.
///
/// - Threading: immutable, safe from any thread.
final class Checkpoint: Sendable {
  static let singleName = "model.safetensors"
  static let indexName = "model.safetensors.index.json"
  /// More files than any published SigLIP has; each costs a mapping.
  static let shardLimit = 256

  let files: [SafetensorsFile]
  private let places: [String: Place]

  struct Place {
    let file: Int
    let entry: TensorEntry
  }

  /// Opens what `directory` holds.
  convenience init(directory: URL) throws(EncodingError) {
    let single = directory.appending(path: Self.singleName).path
    if FileManager.default.fileExists(atPath: single) {
      try self.init(files: [SafetensorsFile(path: single)])
      return
    }
    let index = directory.appending(path: Self.indexName)
    guard FileManager.default.fileExists(atPath: index.path) else {
      throw .file(
        path: single,
        reason: "is missing, and so is \(Self.indexName); a checkpoint is one or the other (a pytorch_model.bin is not read)")
    }
    try self.init(index: index, directory: directory)
  }

  /// Opens one file by its path.
  convenience init(path: String) throws(EncodingError) { try self.init(files: [SafetensorsFile(path: path)]) }

  /// Opens files whose tensors have names of their own; where two share a name, the later one counts.
  convenience init(paths: [String]) throws(EncodingError) {
    var files: [SafetensorsFile] = []
    for path in paths { files.append(try SafetensorsFile(path: path)) }
    try self.init(files: files)
  }

  private init(files: [SafetensorsFile], wanted: [String: Int]? = nil) throws(EncodingError) {
    var places: [String: Place] = [:]
    for (number, file) in files.enumerated() {
      for (name, entry) in file.entries where wanted.map({ $0[name] == number }) ?? true {
        places[name] = Place(file: number, entry: entry)
      }
    }
    for name in (wanted ?? [:]).keys.sorted() where places[name] == nil { throw .missingTensor(name: name) }
    self.files = files
    self.places = places
  }

  private struct Index: Decodable {
    let weight_map: [String: String]
  }

  private convenience init(index url: URL, directory: URL) throws(EncodingError) {
    let map = try JSONFile.decode(Index.self, at: url).weight_map
    let names = Set(map.values).sorted()
    guard (1...Self.shardLimit).contains(names.count), map.count <= SafetensorsHeader.entryLimit else {
      throw .configuration(
        file: Self.indexName, field: "weight_map", expected: "1 to \(Self.shardLimit) files", actual: "\(names.count)")
    }
    for name in names where name.contains("/") || name.hasPrefix(".") {
      throw .configuration(file: Self.indexName, field: "weight_map", expected: "file names", actual: name)
    }
    var files: [SafetensorsFile] = []
    for name in names { files.append(try SafetensorsFile(path: directory.appending(path: name).path)) }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    try self.init(files: files, wanted: map.compactMapValues { numbers[$0] })
  }

  /// The files, as they were named.
  var paths: [String] { files.map(\.file.path) }

  /// Types, files and bytes, in words.
  var summary: String {
    let types = Dictionary(grouping: places.values, by: \.entry.type).mapValues(\.count)
    let bytes = files.map(\.file.byteCount).reduce(0, +)
    let names = types.sorted { $0.value > $1.value }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
    return "\(names), \(files.count) \(files.count == 1 ? "file" : "files"), \(bytes) bytes"
  }

  func contains(_ name: String) -> Bool { places[name] != nil }

  /// The shape of a tensor that must be there.
  func shape(of name: String) throws(EncodingError) -> [Int] {
    guard let place = places[name] else { throw .missingTensor(name: name) }
    return place.entry.shape
  }

  /// Where `name` lies, if it has exactly `shape` and a type that weights may have.
  func place(of name: String, shape: [Int]) throws(EncodingError) -> (place: Place, type: NumberType) {
    guard let place = places[name] else { throw .missingTensor(name: name) }
    guard place.entry.shape == shape else { throw .shape(tensor: name, expected: shape, actual: place.entry.shape) }
    guard let type = NumberType(rawValue: place.entry.type) else {
      throw .tensorType(tensor: name, actual: place.entry.type)
    }
    return (place, type)
  }

  /// The numbers of a small tensor, as Float.
  func floats(_ name: String, shape: [Int]) throws(EncodingError) -> [Float] {
    let (place, type) = try place(of: name, shape: shape)
    let file = files[place.file].file
    switch type {
    case .f32: return file.elements(of: Float.self, in: place.entry.bytes)
    case .f16: return file.elements(of: UInt16.self, in: place.entry.bytes).map { Float(Float16(bitPattern: $0)) }
    // bfloat16 is the upper half of a Float.
    case .bf16: return file.elements(of: UInt16.self, in: place.entry.bytes).map { Float(bitPattern: UInt32($0) << 16) }
    }
  }
}
