import Synchronization
import Vocabulary

@testable import Server

/// Says what it was asked for.
final class FakeTeaching: TeachingBackend {
  private let asked = Mutex<[String]>([])
  var actions: [String] { asked.withLock { $0 } }

  func report() async throws(BackendError) -> TeachingReport {
    TeachingReport(
      fitting: .init(state: .idle), needs: .object(["examples": .integer(10), "groups": .integer(5)]),
      verdicts: .object(["judged": .integer(3)]), items: [.object(["name": .string("house"), "version": .integer(1)])],
      history: [])
  }

  func learn(_ name: String, by principal: Principal) async throws(BackendError) -> TeachingReport.Fitting {
    guard name != "taken" else {
      throw .unacceptable(status: 409, reason: "A head is being learned already. Wait until it is done.")
    }
    asked.withLock { $0.append("learn \(name) by \(principal.name)") }
    return .init(state: .running, name: name)
  }

  func activate(_ name: String, _ version: Int, by principal: Principal) async throws(BackendError) -> TeachingReport {
    asked.withLock { $0.append("activate \(name) \(version) by \(principal.name)") }
    return try await report()
  }

  func rollBack(_ name: String, by principal: Principal) async throws(BackendError) -> TeachingReport {
    asked.withLock { $0.append("roll back \(name) by \(principal.name)") }
    return try await report()
  }
}
