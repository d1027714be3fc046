import Testing
import Vocabulary

@Suite struct InferenceMessages {
  private static let floats = NamedTensor(name: "f", shape: [2, 2], floats: [1, -2.5, 3e-20, .greatestFiniteMagnitude])
  private static let integers = NamedTensor(name: "i", shape: [3], integers: [.min, 0, .max])
  private static let texts = NamedTensor(name: "t", shape: [2], elements: [Array("skin".utf8), []])
  private static let pixels = NamedTensor(name: "p", type: .uint8, shape: [1, 1, 1, 3], contents: [0, 128, 255])

  @Test(arguments: [true, false]) func `what is written is read again, binary and JSON`(isBinary: Bool) throws {
    let tensors = [Self.floats, Self.integers, Self.texts, Self.pixels]
    let body = InferenceBody(members: ["id": .string("x")], tensors: tensors, list: "inputs") { _ in isBinary }
    #expect((body.headerLength == nil) != isBinary)
    let message = try InferenceMessage(reading: body.bytes, headerLength: body.headerLength, list: "inputs")
    #expect(message.tensors == tensors)
    #expect(message.members["id"] == .string("x"))
  }

  @Test func `nested and flat data are the same, and every type has its own range`() throws {
    func read(_ type: String, _ data: String, shape: String = "[2]") throws -> [UInt8] {
      let text = #"{"inputs":[{"name":"x","datatype":"\#(type)","shape":\#(shape),"data":\#(data)}]}"#
      return try InferenceMessage(reading: Array(text.utf8), headerLength: nil, list: "inputs").tensors[0].contents
    }
    #expect(try read("UINT8", "[[1],[2]]", shape: "[2,1]") == [1, 2])
    #expect(try read("INT16", "[-1,258]") == [255, 255, 2, 1])
    #expect(try read("BOOL", "[true,0]") == [1, 0])
    #expect(try read("FP32", "[1,2.5]") == [0, 0, 128, 63, 0, 0, 32, 64])
    for (type, data) in [
      ("UINT8", "[256,0]"), ("UINT8", "[-1,0]"), ("INT8", "[128,0]"), ("UINT8", "[0.5,0]"), ("FP16", "[1,2]"),
      ("FP32", "[1e39,0]"),
      ("FP32", #"["a","b"]"#), ("BYTES", "[1,2]"), ("INT64", "[1]"), ("INT64", "[1,2,3]"), ("INT64", "null"), ("NOPE", "[1,2]"),
    ] {
      #expect(throws: InferenceFault.self, "\(type) \(data)") { try read(type, data) }
    }
  }

  @Test func `half precision and bfloat are read as they lie`() {
    let half = NamedTensor(name: "h", type: .fp16, shape: [6], contents: [0, 0x3C, 0, 0xC0, 1, 0, 0xFF, 0x7B, 0, 0x7C, 0, 0x80])
    #expect(half.floats == [1, -2, 0x1p-24, 65504, .infinity, -0.0])
    let brain = NamedTensor(name: "b", type: .bf16, shape: [2], contents: [0x80, 0x3F, 0x20, 0xC0])
    #expect(brain.floats == [1, -2.5])
  }

  @Test func `every wrong size is refused before anything is converted`() {
    let good = InferenceBody(members: [:], tensors: [Self.floats], list: "inputs")
    let length = good.headerLength ?? 0
    for stated in [0, -1, good.bytes.count + 1, .max, .min, length - 1, length + 1] {
      #expect(throws: InferenceFault.self, "\(stated)") {
        try InferenceMessage(reading: good.bytes, headerLength: stated, list: "inputs")
      }
    }
    func refuse(_ description: String, tail: Int) {
      let header = Array(#"{"inputs":[\#(description)]}"#.utf8)
      #expect(throws: InferenceFault.self, "\(description)") {
        try InferenceMessage(reading: header + [UInt8](repeating: 0, count: tail), headerLength: header.count, list: "inputs")
      }
    }
    for shape in ["[4611686018427387904,4]", "[2147483647,2147483647,2147483647]", "[-1]", "[1.5]", "[9223372036854775808]", "7"]
    {
      refuse(#"{"name":"x","datatype":"FP32","shape":\#(shape),"parameters":{"binary_data_size":4}}"#, tail: 4)
    }
    for size in ["5", "3", "-1", "9223372036854775807", "1.0", "\"4\"", "8"] {
      refuse(#"{"name":"x","datatype":"FP32","shape":[1],"parameters":{"binary_data_size":\#(size)}}"#, tail: 4)
    }
    refuse(#"{"name":"x","datatype":"FP32","shape":[1],"parameters":{"binary_data_size":4}}"#, tail: 5)
    // An element that says that it is longer than what is left.
    refuse(#"{"name":"x","datatype":"BYTES","shape":[1],"parameters":{"binary_data_size":4}}"#, tail: 0)
    let header = Array(#"{"inputs":[{"name":"x","datatype":"BYTES","shape":[1],"parameters":{"binary_data_size":6}}]}"#.utf8)
    #expect(throws: InferenceFault.brokenElement(tensor: "x")) {
      try InferenceMessage(reading: header + [255, 255, 255, 255, 0, 0], headerLength: header.count, list: "inputs")
    }
  }

  @Test func `limits hold`() {
    var limits = InferenceLimits()
    limits.headerBytes = 10
    let body = InferenceBody(members: [:], tensors: [Self.pixels], list: "inputs")
    #expect(throws: InferenceFault.self) {
      try InferenceMessage(reading: body.bytes, headerLength: body.headerLength, list: "inputs", limits: limits)
    }
    limits = InferenceLimits()
    limits.elements = 2
    #expect(throws: InferenceFault.tooManyElements(tensor: "p", limit: 2)) {
      try InferenceMessage(reading: body.bytes, headerLength: body.headerLength, list: "inputs", limits: limits)
    }
    let many = InferenceBody(members: [:], tensors: (0..<17).map { _ in Self.pixels }, list: "inputs")
    #expect(throws: InferenceFault.self) {
      try InferenceMessage(reading: many.bytes, headerLength: many.headerLength, list: "inputs")
    }
  }

  @Test func `any cut and any changed byte is read or refused, never trapped`() {
    let body = InferenceBody(members: [:], tensors: [Self.floats, Self.texts], list: "inputs")
    for end in body.bytes.indices {
      _ = try? InferenceMessage(reading: Array(body.bytes[..<end]), headerLength: body.headerLength, list: "inputs")
      for value in [0, 45, 57, 91, 255] as [UInt8] {
        var bytes = body.bytes
        bytes[end] = value
        _ = try? InferenceMessage(reading: bytes, headerLength: body.headerLength, list: "inputs")
      }
    }
  }
}
