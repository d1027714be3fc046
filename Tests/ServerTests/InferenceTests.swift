import Foundation
import Testing
import Vocabulary

@testable import Server

@Suite(.serialized, .timeLimit(.minutes(5)))
struct InferenceTests {
  private static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 7, 0, 0, 0]
  private static let path = "/v2/models/skinlite-pixels/infer"

  private static func post(_ running: RunningServer, _ path: String, _ body: InferenceBody) async throws -> Response {
    let headers = body.headerLength.map { ["\(InferenceMessage.lengthHeader): \($0)"] } ?? []
    return try await running.client().exchange("POST", path, headers: headers, body: body.bytes)
  }

  private static func pixels(_ pictures: Int = 2, width: Int = 2, height: Int = 1) -> NamedTensor {
    NamedTensor(
      name: "pixels", type: .uint8, shape: [pictures, height, width, 3],
      contents: [UInt8](repeating: 9, count: pictures * width * height * 3))
  }

  @Test func `the server and its models say what they are`() async throws {
    try await RunningServer.with { running async throws in
      #expect(try await running.request("GET", "/v2").json()["extensions"] == .array([.string("binary_tensor_data")]))
      #expect(try await running.request("GET", "/v2/health/ready").status == 200)
      for (kind, type) in [("pixels", "UINT8"), ("pictures", "BYTES"), ("texts", "BYTES")] {
        for suffix in ["", "/versions/1"] {
          let path = "/v2/models/skinlite-\(kind)\(suffix)"
          #expect(try await running.request("GET", path + "/ready").status == 200)
          let model = try await running.request("GET", path).json()
          guard case .array(let inputs) = model["inputs"], case .array(let outputs) = model["outputs"] else {
            Issue.record("\(model)")
            return
          }
          #expect(inputs.map { $0["datatype"]?.text } == [type])
          #expect(outputs[0]["shape"] == .array([.integer(-1), .integer(8)]))
          #expect(model["parameters"]?["fingerprint"] == .string("e"))
        }
      }
      for path in ["/v2/models/nothing", "/v2/models/skinlite-pixels/versions/2/ready", "/v2/models/skinlite"] {
        let reply = try await running.request("GET", path)
        #expect(reply.status == 404)
        #expect(try reply.json()["error"]?.text?.contains("skinlite-texts") == true)
      }
    }
  }

  @Test func `pixels, pictures and texts are answered in JSON or behind it, as asked`() async throws {
    try await RunningServer.with { running async throws in
      for isBinary in [true, false] {
        let members: [String: JSONValue] = [
          "id": .string("f-18"), "parameters": .object(["binary_data_output": .bool(isBinary)]),
        ]
        let body = InferenceBody(members: members, tensors: [Self.pixels()], list: "inputs") { _ in isBinary }
        let reply = try await Self.post(running, Self.path, body)
        #expect(reply.status == 200)
        let length = reply.header(InferenceMessage.lengthHeader.lowercased()).flatMap { Int($0) }
        #expect((length != nil) == isBinary)
        let message = try InferenceMessage(reading: reply.body, headerLength: length, list: "outputs")
        #expect(message.members["id"] == .string("f-18"))
        let tensor = try #require(message.tensor("embedding"))
        #expect(tensor.shape == [2, 8])
        #expect(tensor.floats == [2, 9, 2, 1, 0, 0, 0, 0, 2, 9, 2, 1, 0, 0, 0, 0])
      }
      let files = NamedTensor(name: "pictures", shape: [1, 1], elements: [Self.jpeg])
      let picture = try await Self.post(
        running, "/v2/models/skinlite-pictures/versions/1/infer", InferenceBody(members: [:], tensors: [files], list: "inputs"))
      #expect(picture.status == 200)
      let texts = try await running.request(
        "POST", "/v2/models/skinlite-texts/infer",
        body: #"{"inputs":[{"name":"texts","datatype":"BYTES","shape":[2],"data":["skin","é"]}]}"#)
      guard case .array(let outputs) = try texts.json()["outputs"], case .array(let data) = outputs[0]["data"] else {
        Issue.record("\(texts.text)")
        return
      }
      #expect(data.compactMap(\.double) == [2, 4, 0.5, 0, 0, 0, 0, 0, 2, 2, 0.5, 0, 0, 0, 0, 0])
    }
  }

  @Test(arguments: [
    "", "{", "[]", "{}", #"{"inputs":[]}"#, #"{"inputs":[{"name":"x","datatype":"UINT8","shape":[1,1,1,3],"data":[1,2,3]}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"FP32","shape":[1,1,1,3],"data":[1,2,3]}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"UINT8","shape":[1,1,3],"data":[1,2,3]}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"UINT8","shape":[0,1,1,3],"data":[]}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"UINT8","shape":[1,1,1,3],"data":[1,2,256]}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"UINT8","shape":[1,1,1,3],"data":[1,2]}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"UINT8","shape":[1,1,1,3],"data":[1,2,3]}],"outputs":[{"name":"other"}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"UINT8","shape":[1,1,1,3],"parameters":{"binary_data_size":3}}]}"#,
    #"{"inputs":[{"name":"pixels","datatype":"UINT8","shape":[1,5000,1,3],"data":[1]}]}"#,
  ])
  func `a wrong request is refused in the protocol's words`(body: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", Self.path, body: body)
      #expect(reply.status == 400)
      let problem = try reply.json()
      #expect(problem["error"]?.text?.isEmpty == false)
      #expect(problem["error"] == problem["detail"])
    }
  }

  @Test(arguments: ["-1", "0", "7", "999999", "9223372036854775808", "x", "1 ", "+5"])
  func `a wrong header length is refused`(length: String) async throws {
    try await RunningServer.with { running async throws in
      let body = InferenceBody(members: [:], tensors: [Self.pixels()], list: "inputs")
      let reply = try await running.client().exchange(
        "POST", Self.path, headers: ["\(InferenceMessage.lengthHeader): \(length)"], body: body.bytes)
      #expect(reply.status == 400)
    }
  }

  @Test func `sizes are limited before anything is read`() async throws {
    var limits = ServerLimits()
    limits.inferenceBytes = 2_000
    limits.inferenceHeaderBytes = 1_000
    limits.inferencePictures = 2
    try await RunningServer.with(limits: limits) { running async throws in
      let long = InferenceBody(members: [:], tensors: [Self.pixels(1, width: 1_000)], list: "inputs")
      let tooLong = try await Self.post(running, Self.path, long)
      #expect(tooLong.status == 413)
      #expect(try tooLong.json()["error"]?.text?.isEmpty == false)
      let numbers = InferenceBody(members: [:], tensors: [Self.pixels(1, width: 200)], list: "inputs") { _ in false }
      #expect(numbers.bytes.count < 2_000)
      #expect(try await Self.post(running, Self.path, numbers).status == 400)
      let many = InferenceBody(members: [:], tensors: [Self.pixels(3)], list: "inputs")
      #expect(try await Self.post(running, Self.path, many).status == 400)
    }
  }

  @Test func `requests beyond the queue are told to come again`() async throws {
    var limits = ServerLimits()
    limits.inferences = 1
    try await RunningServer.with(limits: limits) { running async throws in
      await running.backend.holdAnalyses()
      let body = InferenceBody(members: [:], tensors: [Self.pixels()], list: "inputs")
      async let first = Self.post(running, Self.path, body)
      while await running.backend.heldAnalyses == 0 { await Task.yield() }
      let second = try await Self.post(running, Self.path, body)
      #expect(second.status == 503)
      #expect(second.header("retry-after") == "1")
      await running.backend.releaseAnalyses()
      #expect(try await first.status == 200)
      #expect(try await Self.post(running, Self.path, body).status == 200)
    }
  }

  @Test func `predictions have Vertex's shape, and one bad instance does not spoil the others`() async throws {
    try await RunningServer.with { running async throws in
      let picture = Data(Self.jpeg).base64EncodedString()
      let body = """
        {"instances":[{"text":"skin"},{"image":{"input_bytes":"\(picture)"}},{"input_bytes":"\(picture)"},
        {"image":{"image_url":"http://127.0.0.1/secret"}},{"image":{"gcs_uri":"gs://x"}},{"image":{"dicomweb_uri":"http://x"}},
        {"image":{"input_bytes":"!!"}},{"image":{"input_bytes":"AAAA"}},{"text":"a","image":{}},{}, 5,
        {"image":{"input_bytes":"\(picture)","patch_coordinates_list":[]}}]}
        """
      let reply = try await running.request("POST", "/predict", body: body)
      #expect(reply.status == 200)
      guard case .array(let predictions) = try reply.json()["predictions"] else {
        Issue.record("\(reply.text)")
        return
      }
      #expect(predictions.count == 12)
      #expect(predictions[0]["input_type"] == .string("text"))
      #expect(predictions[0]["model_temperature"]?.double == 1)
      #expect(predictions[0]["model_bias"]?.double == -10)
      for prediction in predictions[1...2] {
        #expect(prediction["input_type"] == .string("image"))
        guard case .array(let vector) = prediction["embedding"] else {
          Issue.record("\(prediction)")
          return
        }
        #expect(vector.compactMap(\.double) == [1, 7, 0.25, 0, 0, 0, 0, 0])
      }
      for prediction in predictions[3...] {
        #expect(prediction["error"]?["description"]?.text?.isEmpty == false)
        #expect(prediction["embedding"] == nil)
      }
      #expect(!reply.text.contains("secret"))
    }
  }

  @Test(arguments: [
    "", "{", "{}", #"{"instances":{}}"#, #"{"instances":[]}"#, #"{"instances":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}"#,
  ])
  func `a prediction request that is none is refused`(body: String) async throws {
    try await RunningServer.with { running async throws in
      let reply = try await running.request("POST", "/predict", body: body)
      #expect(reply.status == 400)
      #expect(try reply.json()["error"]?["description"]?.text?.isEmpty == false)
    }
  }

  @Test func `other sites' pages cannot use the encoder`() async throws {
    try await RunningServer.with { running async throws in
      for path in [Self.path, "/predict"] {
        let reply = try await running.request("POST", path, headers: ["Origin: https://evil.example"], body: "{}")
        #expect(reply.status == 403)
        #expect(try reply.json()["error"] != nil)
      }
    }
  }
}
