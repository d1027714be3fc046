import Foundation

/// Where the tests find what they need.
enum Places {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let fixtures = root.appending(path: "Tests/Fixtures/encoding")
  static let miniLM = root.appending(path: ".deps/minilm")
  /// Lies beside the project where its developers have it.
  static let medSigLIP = shared.appending(path: "medsiglip")

  /// Vectors of the real MedSigLIP, there too.
  static let medSigLIPOutputs = shared.appending(path: "data/medsiglip_outputs")
  static var hasOutputs: Bool { FileManager.default.fileExists(atPath: medSigLIPOutputs.path) }

  /// `MEDIASKINOSCOPE_SHARED`, else `shared/` somewhere above the project.
  private static let shared =
    ProcessInfo.processInfo.environment["MEDIASKINOSCOPE_SHARED"].map { URL(filePath: $0) } ?? sequence(
      first: root, next: { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
    )
    .map { $0.appending(path: "shared") }.first { FileManager.default.fileExists(atPath: $0.path) } ?? root

  static func golden<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: fixtures.appending(path: name)))
  }
}

extension Data {
  /// Little-endian f32 values.
  var floats: [Float] {
    stride(from: startIndex, to: endIndex, by: 4).map { place in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(self[place + $1]) << (8 * UInt32($1)) })
    }
  }
}
