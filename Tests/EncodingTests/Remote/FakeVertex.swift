import Cryptography
import Foundation
import Soup
import TestSupport
import Vocabulary

@testable import Encoding

/// A server of Google's prediction shapes, whose answers to requests a test writes. The first request is the client's question what it is.
struct FakeVertex {
  let server: RawHTTPServer

  /// - Parameter predict: answers a request for vectors; its instances, as they came.
  init(_ predict: @escaping @Sendable (RawHTTPServer.Request, [JSONValue]) -> RawHTTPServer.Answer) {
    server = RawHTTPServer { request in
      let instances = Self.instances(of: request)
      if instances == [.object(["text": .string("skin")])] { return Self.predictions([[3, 4, 0]]) }
      return predict(request, instances)
    }
  }

  static func instances(of request: RawHTTPServer.Request) -> [JSONValue] {
    guard let value = try? JSONValue(parsing: request.body), case .array(let instances) = value["instances"] else { return [] }
    return instances
  }

  /// An answer as the container writes it.
  static func predictions(_ rows: [[Double]]) -> RawHTTPServer.Answer {
    let list = rows.map { row in
      JSONValue.object([
        "embedding": .array(row.map(JSONValue.number)), "model_temperature": .number(10), "model_bias": .number(-10),
      ])
    }
    return .reply(200, headers: [], JSONValue.object(["predictions": .array(list)]).encoded)
  }

  func settings() throws -> RemoteSettings {
    guard let target = HTTPTarget("http://127.0.0.1:\(server.port)") else { preconditionFailure("no target") }
    var settings = RemoteSettings(
      target: target, kind: .vertex, image: .init(model: "medsiglip"), text: .init(model: "medsiglip"))
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
