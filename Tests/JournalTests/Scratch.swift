import Foundation
import Journal
import Synchronization
import Vocabulary

/// A folder that is gone after the test.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var database: String { path + "/journal.sqlite" }

  /// Every byte of every file in it.
  func bytes() throws -> [UInt8] {
    try FileManager.default.contentsOfDirectory(atPath: path).flatMap { name in
      [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name)))
    }
  }
}

/// A clock that stands until it is moved.
final class ManualTime: TimeSource {
  private let moment = Mutex(Moment(monotonic: .zero, wallMilliseconds: 1_795_526_232_345))

  func now() -> Moment { moment.withLock { $0 } }
  func advance(by interval: Duration) { moment.withLock { $0 = $0.advanced(by: interval) } }
}
