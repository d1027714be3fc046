import Foundation
import Testing
import Vocabulary

@testable import Encoding

@Suite struct Safetensors {
  /// Writes a file with this header, opens it, and returns why it was refused.
  static func refusal(_ header: String, dataByteCount: Int = 64, claiming length: UInt64? = nil) throws -> (
    tensor: String?, fault: SafetensorsFault
  )? {
    let twin = try Twin(of: SigLIP.directory("even"))
    defer { twin.remove() }
    try twin.write(header: header, dataByteCount: dataByteCount, claiming: length)
    do {
      _ = try SafetensorsFile(path: twin.weights.path)
      return nil
    } catch EncodingError.header(_, let tensor, let fault) {
      return (tensor, fault)
    }
  }

  static func tensor(_ name: String, _ type: String = "F32", _ shape: String = "[4,4]", _ offsets: String = "[0,64]") -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  @Test func `a sound file opens, its metadata skipped`() throws {
    #expect(try Self.refusal("{\"__metadata__\":{\"format\":\"pt\"},\(Self.tensor("a"))}") == nil)
  }

  @Test func `a header longer than the limit is not read`() throws {
    let found = try Self.refusal("{}", claiming: 1 << 63)
    #expect(found?.fault == .headerTooLong(byteCount: 1 << 63, limit: 100_000_000))
  }

  @Test func `a header longer than the file is refused`() throws {
    let found = try Self.refusal("{}", dataByteCount: 0, claiming: 1000)
    #expect(found?.fault == .tooShort(expectedBytes: 1008, actualBytes: 10))
  }

  @Test func `offsets beyond the file name the tensor and both sizes`() throws {
    let found = try Self.refusal("{\(Self.tensor("weight", "F32", "[4,4]", "[0,640]"))}")
    #expect(found?.tensor == "weight")
    #expect(found?.fault == .outOfRange(begin: 0, end: 640, dataBytes: 64))
  }

  @Test(arguments: ["[64,0]", "[-64,0]", "[9223372036854775807,9223372036854775807]"])
  func `offsets that run backwards or below zero or overflow are refused`(offsets: String) throws {
    let found = try #require(try Self.refusal("{\(Self.tensor("weight", "F32", "[4,4]", offsets))}"))
    #expect(found.tensor == "weight")
  }

  @Test(arguments: ["[9223372036854775807,2]", "[4611686018427387904,4]", "[-4,-4]", "[5,4]", "[]"])
  func `a shape that overflows or does not fill its bytes is refused`(shape: String) throws {
    let found = try #require(try Self.refusal("{\(Self.tensor("weight", "F32", shape))}"))
    #expect(found.tensor == "weight")
    guard case .size = found.fault else {
      Issue.record("\(found.fault)")
      return
    }
  }

  @Test(arguments: ["[9223372036854775808,1]", "[18446744073709551616]", "[1e30]", "[1.5]"])
  func `numbers that are no sizes are refused by the tensor's name`(shape: String) throws {
    #expect(try Self.refusal("{\(Self.tensor("weight", "F32", shape))}")?.tensor == "weight")
  }

  @Test func `tensors that share bytes are refused`() throws {
    let found = try Self.refusal("{\(Self.tensor("a", "F32", "[8]", "[0,32]")),\(Self.tensor("b", "F32", "[8]", "[28,60]"))}")
    #expect(found?.tensor == "b")
    #expect(found?.fault == .overlap(with: "a"))
  }

  @Test func `a million entries are refused by a scan`() throws {
    let header = "{" + String(repeating: "\"a\":{},", count: 1_000_000) + "\"b\":{}}"
    #expect(try Self.refusal(header)?.fault == .tooManyEntries(limit: 100_000))
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{\"a\":1}", "{\"a\":{\"dtype\":\"F32\"}}", "\u{0}\u{1}",
    "{\"a\":{\"dtype\":\"Q7\",\"shape\":[4],\"data_offsets\":[0,4]}}",
  ])
  func `what is no table of tensors is refused`(header: String) throws {
    let found = try #require(try Self.refusal(header))
    guard case .malformed = found.fault else {
      Issue.record("\(found.fault)")
      return
    }
  }

  @Test func `a truncated file is refused whatever the cut`() throws {
    let original = try Data(contentsOf: SigLIP.directory("half").appending(path: "model.safetensors"))
    let twin = try Twin(of: SigLIP.directory("half"))
    defer { twin.remove() }
    for share in [0.0001, 0.01, 0.3, 0.9, 0.9999] {
      try original.prefix(Int(Double(original.count) * share)).write(to: twin.weights, options: .atomic)
      #expect(throws: EncodingError.self) { try SigLIPEncoder(directory: twin.directory) }
    }
  }

  @Test func `a tensor that is missing, misshapen or of another type is named`() throws {
    let twin = try Twin(of: SigLIP.directory("even"))
    defer { twin.remove() }
    let checkpoint = try Checkpoint(directory: twin.directory)
    #expect(throws: EncodingError.missingTensor(name: "none")) { try checkpoint.place(of: "none", shape: [1]) }
    #expect(throws: EncodingError.shape(tensor: "logit_scale", expected: [2], actual: [1])) {
      try checkpoint.place(of: "logit_scale", shape: [2])
    }
    try twin.write(header: "{\(Self.tensor("a", "I8", "[64]"))}", dataByteCount: 64)
    let whole = try Checkpoint(directory: twin.directory)
    #expect(throws: EncodingError.tensorType(tensor: "a", actual: "I8")) { try whole.place(of: "a", shape: [64]) }
  }

  @Test func `an index that leaves its folder is refused`() throws {
    let twin = try Twin(of: SigLIP.directory("odd"))
    defer { twin.remove() }
    let index = twin.directory.appending(path: "model.safetensors.index.json")
    try Data("{\"weight_map\":{\"a\":\"../../etc/passwd\"}}".utf8).write(to: index)
    let error = #expect(throws: EncodingError.self) { try Checkpoint(directory: twin.directory) }
    guard case .configuration(_, "weight_map", _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a checkpoint of symbolic links opens as a Hugging Face cache lays it out`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "links-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let original = SigLIP.directory("even")
    for name in try FileManager.default.contentsOfDirectory(atPath: original.path) {
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: name), withDestinationURL: original.appending(path: name))
    }
    #expect(try SigLIPEncoder(directory: folder).description.dimension == 32)
  }
}
