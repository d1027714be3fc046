import Foundation
import Vocabulary

/// What a bench reads of an `assessment` event.
struct AssessmentEvent: Decodable, Sendable {
  struct Frame: Decodable, Sendable { let sequence: UInt64 }
  struct Gate: Decodable, Sendable { let usable: Bool }

  let stream: StreamIdentifier
  let frame: Frame
  let gate: Gate
  /// From the frame's capture until the server wrote the event.
  let ageInMilliseconds: Double

  enum CodingKeys: String, CodingKey {
    case stream, frame, gate
    case ageInMilliseconds = "age_ms"
  }
}

/// Finds assessments in an event stream's bytes. A value; it keeps what has come of an unfinished line.
struct AssessmentEvents {
  private static let mark = Data("event: assessment".utf8)
  private var rest = Data()
  private var isAssessment = false

  /// The assessments that are whole with these bytes.
  mutating func take(_ bytes: Data) throws -> [AssessmentEvent] {
    rest.append(bytes)
    var found: [AssessmentEvent] = []
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[rest.startIndex..<end]
      if line.starts(with: Data("event: ".utf8)) { isAssessment = line == Self.mark }
      if isAssessment, line.starts(with: Data("data: ".utf8)) {
        found.append(try JSONDecoder().decode(AssessmentEvent.self, from: Data(line.dropFirst(6))))
      }
      rest = Data(rest[(end + 1)...])
    }
    return found
  }
}
