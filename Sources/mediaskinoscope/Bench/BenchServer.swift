import Configuration
import Foundation
import Pipeline
import Server

/// The real server in this process, on a port of 127.0.0.1 that the kernel chose, with a data folder that goes with it.
struct BenchServer: Sendable {
  let url: URL
  let installation: Installation

  /// Serves while `work` runs.
  static func run<Result: Sendable>(
    _ settings: Settings, _ work: @escaping @Sendable (BenchServer) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryFolder { folder in
      var settings = settings
      settings.listen = ListenAddress(host: "127.0.0.1", port: 0)
      settings.data = folder.path
      let installation = try await Installation.open(settings, resources: .find())
      return try await serve(installation, work)
    }
  }

  private static func serve<Result: Sendable>(
    _ installation: Installation, _ work: @escaping @Sendable (BenchServer) async throws -> Result
  ) async throws -> Result {
    let (addresses, announcement) = AsyncStream.makeStream(of: BoundAddress.self)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        defer { announcement.finish() }
        try await installation.run { announcement.yield($0) }
        return nil
      }
      group.addTask {
        for await address in addresses {
          guard let url = URL(string: address.description) else { break }
          return try await work(BenchServer(url: url, installation: installation))
        }
        return nil
      }
      while let ended = try await group.next() {
        guard let result = ended else { continue }
        group.cancelAll()
        // It drains; that it was cancelled is no failure.
        try? await group.waitForAll()
        return result
      }
      throw CommandFailure.failed("the server ended before it was measured")
    }
  }
}
