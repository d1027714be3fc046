import Cryptography
import Foundation
import People
import Sodium
import Synchronization
import Vocabulary

/// A clock that stands until it is moved.
final class ManualTime: TimeSource {
  private let moment: Mutex<Moment>

  init(seconds: Int64 = 1_800_000_000) {
    moment = Mutex(Moment(monotonic: .seconds(1_000), wallMilliseconds: seconds * 1_000))
  }

  func now() -> Moment { moment.withLock { $0 } }
  func move(by interval: Duration) { moment.withLock { $0 = $0.advanced(by: interval) } }
}

extension PasswordCost {
  /// For tests: what is tested is not how long it takes.
  static let cheap = PasswordCost(memoryBytes: 64 * 1024, passes: 1)
}

extension Secret {
  static let good = Secret(text: "a sentence nobody guesses")
  static let other = Secret(text: "another sentence, as long")
}

enum Fixtures {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

  static func tokens() throws -> JSONValue {
    try JSONValue(parsing: [UInt8](Data(contentsOf: root.appending(path: "Fixtures/people/tokens.json"))))
  }
}
