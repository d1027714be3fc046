import Cryptography
import Foundation
import Soup
import TestSupport
import Vocabulary

@testable import Encoding

/// A KServe server with an image model of 4×4 planes and a text model, whose answers to requests a test writes.
struct FakeKServe {
  static let dimension = 3
  let server: RawHTTPServer

  /// - Parameter infer: answers a request for vectors of so many inputs.
  init(dimension: Int = dimension, _ infer: @escaping @Sendable (RawHTTPServer.Request, Int) -> RawHTTPServer.Answer) {
    server = RawHTTPServer { request in
      if request.path.hasSuffix("/ready") { return .json("{}") }
      if request.path == "/v2/models/image" {
        return .json(
          #"{"inputs":[{"name":"pixels","datatype":"FP32","shape":[-1,3,4,4]}],"outputs":[{"name":"v","datatype":"FP32","shape":[-1,\#(dimension)]}],"parameters":{"logit_scale":10}}"#
        )
      }
      if request.path == "/v2/models/text" {
        return .json(
          #"{"inputs":[{"name":"text","datatype":"BYTES","shape":[-1]}],"outputs":[{"name":"v","datatype":"FP32","shape":[-1,\#(dimension)]}]}"#
        )
      }
      return infer(request, Self.count(request))
    }
  }

  private static func count(_ request: RawHTTPServer.Request) -> Int {
    let length = request.headers["inference-header-content-length"].flatMap { Int($0) }
    let message = try? InferenceMessage(reading: request.body, headerLength: length, list: "inputs")
    return message?.tensors.first?.shape.first ?? 0
  }

  /// The right answer: for each input, its place and two ones.
  static func vectors(_ count: Int, isBinary: Bool = true) -> RawHTTPServer.Answer {
    answer(
      NamedTensor(name: "v", shape: [count, 3], floats: (0..<count).flatMap { [Float($0), 1, 1] }), isBinary: isBinary)
  }

  static func answer(_ tensor: NamedTensor, isBinary: Bool = true) -> RawHTTPServer.Answer {
    let body = InferenceBody(members: [:], tensors: [tensor], list: "outputs") { _ in isBinary }
    return .reply(headers: body.headerLength.map { ["Inference-Header-Content-Length: \($0)"] } ?? [], body.bytes)
  }

  func settings() throws -> RemoteSettings {
    guard let target = HTTPTarget("http://127.0.0.1:\(server.port)") else { preconditionFailure("no target") }
    var settings = RemoteSettings(target: target, kind: .kserve, image: .init(model: "image"), text: .init(model: "text"))
    settings.patience = .milliseconds(400)
    settings.token = Secret(text: "token-of-the-test\n")
    return settings
  }

  func model(_ change: (inout RemoteSettings) -> Void = { _ in }) async throws -> RemoteModel {
    var settings = try settings()
    change(&settings)
    return try await RemoteModel.connect(settings)
  }
}

extension View {
  /// A grey frame, with a region where asked for.
  static func grey(_ stream: String = "a", regions: [Region] = [], width: Int = 8, height: Int = 6) -> View {
    guard let stream = StreamIdentifier(stream) else { preconditionFailure("no stream") }
    let pixels = PixelBuffer(
      width: width, height: height, format: .rgb, bytes: [UInt8](repeating: 128, count: width * height * 3))
    return View(
      frame: Frame(
        stream: stream, session: SessionIdentifier(), sequence: 1, capturedAt: SystemTime().now(), pixels: pixels),
      regions: regions)
  }

  /// A moment that leaves a view all the time it wants.
  static var noHurry: Moment { SystemTime().now().advanced(by: .seconds(60)) }
}
