import Foundation
import Pictures
import Soup
import TestSupport
import Testing
import Vocabulary

@testable import Encoding

/// The Vertex client against a real socket.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct VertexTests {
  private static func fault(_ answer: RawHTTPServer.Answer, _ change: (inout RemoteSettings) -> Void = { _ in }) async throws
    -> RemoteFault?
  {
    let fake = FakeVertex { _, _ in answer }
    defer { fake.server.stop() }
    let model = try await fake.model(change)
    do throws(EncodingError) {
      _ = try await model.image.encode(.grey(), deadline: View.noHurry)
      return nil
    } catch {
      guard case .remote(let fault) = error else { return nil }
      return fault
    }
  }

  @Test func `pictures go as base64 files and texts as text, vectors come back in order and of length 1`() async throws {
    let fake = FakeVertex { _, instances in
      FakeVertex.predictions(instances.indices.map { [Double($0), 1, 1] })
    }
    defer { fake.server.stop() }
    let model = try await fake.model()
    #expect(model.image.description.logitScale == 10 && model.image.description.dimension == 3)
    let region = Region(x: 0.25, y: 0.25, width: 0.5, height: 0.5, weight: 1)
    let embeddings = try await model.image.encode(.grey(regions: [region], width: 64, height: 48), deadline: View.noHurry)
    #expect(embeddings.count == 2 && embeddings[0].region == .whole)
    for (index, embedding) in embeddings.enumerated() {
      let length = Float(index * index + 2).squareRoot()
      for (found, wanted) in zip(embedding.vector, [Float(index) / length, 1 / length, 1 / length]) {
        #expect(abs(found - wanted) < 1e-6)
      }
    }
    let texts = try await model.text.encode(["a rash", "a wall"])
    #expect(texts.count == 2 && texts[0][0] == 0 && texts[1][0] > 0)

    let requests = fake.server.requests
    #expect(requests.allSatisfy { $0.method == "POST" && $0.path == "/predict" })
    #expect(requests.allSatisfy { $0.headers["content-type"] == "application/json" })
    #expect(requests.allSatisfy { $0.headers["authorization"] == "Bearer token-of-the-test" })
    let pictures = FakeVertex.instances(of: requests[1])
    let sizes = try pictures.map { instance in
      let text = try #require(instance["image"]?["input_bytes"]?.text)
      let file = try #require(Data(base64Encoded: text))
      let picture = try RGBPicture(
        decoding: [UInt8](file), bounds: PictureBounds(bytes: 1 << 20, pixels: 1 << 20, side: 1)
      ) { [UInt8](repeating: 0, count: $0) }
      return [picture.width, picture.height]
    }
    #expect(sizes.count == 2 && sizes[0] == [64, 48] && sizes[1][0] == sizes[1][1])
  }

  @Test func `another path is asked where it is set`() async throws {
    let fake = FakeVertex { _, instances in FakeVertex.predictions(instances.map { _ in [1, 2, 3] }) }
    defer { fake.server.stop() }
    let path = "/v1/projects/p/locations/l/endpoints/1:predict"
    let model = try await fake.model { $0.predictPath = path }
    _ = try await model.text.encode(["a"])
    #expect(fake.server.requests.allSatisfy { $0.path == path })
  }

  @Test(arguments: [500, 503, 429, 404, 302, 204])
  func `any other status is a failure`(status: Int) async throws {
    #expect(try await Self.fault(.reply(status, Array("{\"predictions\":[]}".utf8))) == .status(status))
  }

  @Test func `a server that is slow ends within the time`() async throws {
    #expect(try await Self.fault(.silence) == .noAnswer(.timedOut))
    let half = Array("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{\"predi".utf8)
    #expect(try await Self.fault(.bytes(half)) == .noAnswer(.timedOut))
  }

  @Test func `an answer that is cut off is no answer`() async throws {
    guard case .noAnswer = try await Self.fault(.cut(Array("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{".utf8))) else {
      Issue.record("half an answer was read")
      return
    }
  }

  @Test func `vectors of another length or number are refused`() async throws {
    #expect(try await Self.fault(FakeVertex.predictions([[1, 2, 3, 4]])) == .vectors(expected: [3], actual: [4]))
    #expect(try await Self.fault(FakeVertex.predictions([[1, 2]])) == .vectors(expected: [3], actual: [2]))
    #expect(try await Self.fault(FakeVertex.predictions([])) == .vectors(expected: [1], actual: [0]))
    #expect(try await Self.fault(FakeVertex.predictions([[1, 2, 3], [1, 2, 3]])) == .vectors(expected: [1], actual: [2]))
  }

  @Test func `a vector that is no direction is refused`() async throws {
    #expect(try await Self.fault(FakeVertex.predictions([[0, 0, 0]])) == .degenerate)
    // Finite as JSON has it, infinite as a Float.
    #expect(try await Self.fault(.json(#"{"predictions":[{"embedding":[1e300,1,1]}]}"#)) == .degenerate)
  }

  @Test(arguments: [
    "", "nothing", "[]", "{}", #"{"predictions":{}}"#, #"{"predictions":[1]}"#, #"{"predictions":[{}]}"#,
    #"{"predictions":[{"embedding":[]}]}"#, #"{"predictions":[{"embedding":[NaN,1,1]}]}"#,
    #"{"predictions":[{"embedding":[Infinity,1,1]}]}"#, #"{"predictions":[{"embedding":[null,1,1]}]}"#,
    #"{"predictions":[{"embedding":["1","1","1"]}]}"#, #"{"predictions":[{"embedding":"AAAA"}]}"#,
    #"{"predictions":[{"embedding":[[1,1,1]]}]}"#, #"{"predictions":[{"embedding":[1,1,1]}]"#,
    #"{"predictions":[{"embedding":[1,1,1]}]}{}"#,
  ])
  func `an answer that says something else is unreadable`(text: String) async throws {
    guard case .unreadable = try await Self.fault(.json(text)) else {
      Issue.record("\(text) was read")
      return
    }
  }

  @Test func `what the server refuses has no vector, for one instance or for all`() async throws {
    let one = #"{"predictions":[{"error":{"code":400,"description":"The picture cannot be read."}}]}"#
    #expect(try await Self.fault(.json(one)) == .refused)
    #expect(try await Self.fault(.json(#"{"error":"out of quota"}"#)) == .refused)
  }

  @Test func `after three failures the server is left alone`() async throws {
    let fake = FakeVertex { _, _ in .reply(500, []) }
    defer { fake.server.stop() }
    let model = try await fake.model()
    for _ in 0..<3 { await #expect(throws: EncodingError.remote(.status(500))) { _ = try await model.text.encode(["a"]) } }
    let asked = fake.server.requests.count
    await #expect(throws: EncodingError.remote(.circuitOpen)) { _ = try await model.text.encode(["a"]) }
    #expect(fake.server.requests.count == asked)
  }

  @Test func `a server that does not say what it is must be told, and one that says nonsense is refused`() async throws {
    let silent = RawHTTPServer { _ in .json(#"{"predictions":[{"embedding":[3,4,0]}]}"#) }
    defer { silent.stop() }
    let target = try #require(HTTPTarget("http://127.0.0.1:\(silent.port)"))
    var settings = RemoteSettings(target: target, kind: .vertex, image: .init(model: "m"), text: .init(model: "m"))
    await #expect(throws: EncodingError.self) { _ = try await RemoteModel.connect(settings) }
    settings.logitScale = 10
    #expect(try await RemoteModel.connect(settings).image.description.logitScale == 10)

    let nonsense = RawHTTPServer { _ in .json("<html>sign in</html>") }
    defer { nonsense.stop() }
    settings.target = try #require(HTTPTarget("http://127.0.0.1:\(nonsense.port)"))
    await #expect(throws: EncodingError.self) { _ = try await RemoteModel.connect(settings) }
  }

  @Test func `a server whose vectors have another length later has changed`() async throws {
    let count = Counter()
    let server = RawHTTPServer { _ in
      count.next() == 1 ? FakeVertex.predictions([[3, 4, 0]]) : FakeVertex.predictions([[3, 4, 0, 1]])
    }
    defer { server.stop() }
    let target = try #require(HTTPTarget("http://127.0.0.1:\(server.port)"))
    let model = try await RemoteModel.connect(
      RemoteSettings(target: target, kind: .vertex, image: .init(model: "m"), text: .init(model: "m")))
    #expect(await model.check() == .changed)
  }
}
