import Foundation
import Soup
import TestSupport
import Testing
import Vocabulary

@testable import Encoding

@Suite(.serialized, .timeLimit(.minutes(5)))
struct HostileRemoteTests {
  private static func fault(_ answer: RawHTTPServer.Answer, _ change: (inout RemoteSettings) -> Void = { _ in }) async throws
    -> RemoteFault?
  {
    let fake = FakeKServe { _, _ in answer }
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

  @Test func `a good answer gives vectors of length 1, binary or JSON, and the token is sent`() async throws {
    for isBinary in [true, false] {
      let fake = FakeKServe { _, count in FakeKServe.vectors(count, isBinary: isBinary) }
      defer { fake.server.stop() }
      let model = try await fake.model()
      let region = Region(x: 0.25, y: 0.25, width: 0.25, height: 0.25, weight: 1)
      let embeddings = try await model.image.encode(.grey(regions: [region]), deadline: View.noHurry)
      #expect(embeddings.count == 2)
      #expect(embeddings[0].region == .whole)
      for (index, embedding) in embeddings.enumerated() {
        let length = Float(index * index + 2).squareRoot()
        let wanted = [Float(index) / length, 1 / length, 1 / length]
        for (found, wanted) in zip(embedding.vector, wanted) { #expect(abs(found - wanted) < 1e-6) }
      }
      #expect(try await model.text.encode(["skin", "wall"]).count == 2)
      #expect(fake.server.requests.allSatisfy { $0.headers["authorization"] == "Bearer token-of-the-test" })
    }
  }

  @Test func `a server that never answers ends within the time`() async throws {
    let start = ContinuousClock.now
    #expect(try await Self.fault(.silence) == .noAnswer(.timedOut))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func `half an answer and then silence ends within the time`() async throws {
    let half = Array("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nabc".utf8)
    #expect(try await Self.fault(.bytes(half)) == .noAnswer(.timedOut))
  }

  @Test func `an answer that is cut off is no answer`() async throws {
    for text in [
      "HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nabc", "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
      "HTTP/1.1 200",
      "", "nonsense\r\n\r\n",
    ] {
      guard case .noAnswer(.connection) = try await Self.fault(.cut(Array(text.utf8))) else {
        Issue.record("\(text) was taken for an answer")
        continue
      }
    }
  }

  @Test func `a huge answer is refused by its stated length and by what arrives`() async throws {
    let stated = Array("HTTP/1.1 200 X\r\nContent-Length: 5000000\r\n\r\nabc".utf8)
    #expect(try await Self.fault(.bytes(stated)) == .noAnswer(.tooLarge(limit: 4_194_304)))
    let chunk = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
    let endless = Array(("HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 80)).utf8)
    #expect(try await Self.fault(.bytes(endless)) == .noAnswer(.tooLarge(limit: 4_194_304)))
  }

  @Test func `nothing is unpacked and no redirect is followed`() async throws {
    // 1 MiB of zeros, gzipped by hand would be a kilobyte: it stays what it is and is no JSON.
    let packed = RawHTTPServer.Answer.reply(headers: ["Content-Encoding: gzip"], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
    guard case .unreadable = try await Self.fault(packed) else {
      Issue.record("packed content was read")
      return
    }
    let other = RawHTTPServer { _ in FakeKServe.vectors(1) }
    defer { other.stop() }
    let redirect = RawHTTPServer.Answer.reply(307, headers: ["Location: http://127.0.0.1:\(other.port)/"], [])
    #expect(try await Self.fault(redirect) == .status(307))
    #expect(other.requests.isEmpty)
  }

  @Test(arguments: [500, 503, 429, 404, 401, 204])
  func `any other status is a failure`(status: Int) async throws {
    #expect(try await Self.fault(.reply(status, Array("{}".utf8))) == .status(status))
  }

  @Test func `vectors of another shape are refused`() async throws {
    for (shape, count) in [([1, 2], 2), ([2, 3], 6), ([3], 3), ([1, 3, 1], 3), ([1, 4], 4)] {
      let tensor = NamedTensor(name: "v", shape: shape, floats: [Float](repeating: 1, count: count))
      #expect(try await Self.fault(FakeKServe.answer(tensor)) == .vectors(expected: [1, 3], actual: shape))
    }
  }

  @Test func `vectors that are no direction are refused`() async throws {
    for bad in [Float.nan, .infinity, 0] {
      let tensor = NamedTensor(name: "v", shape: [1, 3], floats: [bad, bad, bad])
      #expect(try await Self.fault(FakeKServe.answer(tensor)) == .degenerate)
    }
  }

  @Test(arguments: [
    "", "[]", "{}", "{\"outputs\":[]}", "{\"outputs\":[{\"name\":\"v\",\"datatype\":\"FP32\",\"shape\":[1,3]}]}",
    "{\"outputs\":[{\"name\":\"v\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2]}]}",
    "{\"outputs\":[{\"name\":\"v\",\"datatype\":\"INT64\",\"shape\":[1,3],\"data\":[1,2,3]}]}",
    "{\"outputs\":[{\"name\":\"v\",\"datatype\":\"FP32\",\"shape\":[99999999,99999999,99999999],\"data\":[1]}]}",
    "{\"outputs\":[{\"name\":\"v\",\"datatype\":\"FP32\",\"shape\":[1,3],\"parameters\":{\"binary_data_size\":12}}]}",
  ])
  func `an answer that says something else is unreadable`(text: String) async throws {
    guard case .unreadable = try await Self.fault(.json(text)) else {
      Issue.record("\(text) was read")
      return
    }
  }

  @Test(arguments: ["-1", "0", "99999", "99999999999999999999", "x", "3 3"])
  func `a wrong header length is unreadable`(length: String) async throws {
    let answer = RawHTTPServer.Answer.reply(headers: ["Inference-Header-Content-Length: \(length)"], Array("{}".utf8))
    guard case .unreadable = try await Self.fault(answer) else {
      Issue.record("\(length) was believed")
      return
    }
  }

  @Test func `after three failures the server is left alone`() async throws {
    let fake = FakeKServe { _, _ in .reply(500, []) }
    defer { fake.server.stop() }
    let model = try await fake.model()
    for _ in 0..<3 { await #expect(throws: EncodingError.remote(.status(500))) { _ = try await model.text.encode(["a"]) } }
    let asked = fake.server.requests.count
    await #expect(throws: EncodingError.remote(.circuitOpen)) { _ = try await model.text.encode(["a"]) }
    #expect(fake.server.requests.count == asked)
    let report = await model.report
    #expect(report.circuit == .open && report.failed == 3 && report.refused == 1)
  }

  @Test func `a server that declares nothing usable is refused at the start`() async throws {
    for declaration in [
      "{}", #"{"inputs":[],"outputs":[]}"#,
      #"{"inputs":[{"name":"x","datatype":"FP32","shape":[-1,5]}],"outputs":[{"name":"v","datatype":"FP32","shape":[-1,3]}]}"#,
      #"{"inputs":[{"name":"x","datatype":"FP32","shape":[-1,3,4,4]}],"outputs":[{"name":"v","datatype":"FP32","shape":[-1,-1]}]}"#,
    ] {
      let server = RawHTTPServer { _ in .json(declaration) }
      defer { server.stop() }
      let fake = FakeKServe { _, _ in .silence }
      fake.server.stop()
      var settings = try fake.settings()
      settings.target = try #require(HTTPTarget("http://127.0.0.1:\(server.port)"))
      await #expect(throws: EncodingError.self) { _ = try await RemoteModel.connect(settings) }
    }
  }

  @Test func `a remote that declares something else later has changed`() async throws {
    let scale = Counter()
    let server = RawHTTPServer { request in
      if request.path.hasSuffix("/ready") { return .json("{}") }
      return .json(
        #"{"inputs":[{"name":"x","datatype":"BYTES","shape":[-1]}],"outputs":[{"name":"v","datatype":"FP32","shape":[-1,3]}],"parameters":{"logit_scale":\#(scale.next())}}"#
      )
    }
    defer { server.stop() }
    let target = try #require(HTTPTarget("http://127.0.0.1:\(server.port)"))
    let settings = RemoteSettings(target: target, kind: .kserve, image: .init(model: "m"), text: .init(model: "m"))
    let model = try await RemoteModel.connect(settings)
    #expect(await model.check() == .changed)
  }
}
