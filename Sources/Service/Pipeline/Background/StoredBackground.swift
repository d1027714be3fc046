import Detection
import Vocabulary

/// The details of a `background-recorded` entry: one condition's curve, and what it was recorded with.
struct StoredBackground: Sendable, Hashable, Codable {
  let model: Fingerprint
  let pack: Fingerprint
  /// RFC 3339.
  let recordedFrom: String
  let recordedTo: String
  let frames: Int
  let curve: BackgroundCurve
  let rates: [BackgroundRate]

  enum CodingKeys: String, CodingKey {
    case model, pack, frames, curve, rates
    case recordedFrom = "recorded_from"
    case recordedTo = "recorded_to"
  }

  /// One condition of a frozen background; `nil` if it was not recorded.
  init?(_ background: FrozenBackground, of condition: ConditionIdentifier) {
    guard let curve = background.quantiles.curves[condition] else { return nil }
    model = background.quantiles.model
    pack = background.quantiles.pack
    recordedFrom = background.quantiles.recordedFrom
    recordedTo = background.quantiles.recordedTo
    frames = background.quantiles.frames
    self.curve = curve
    rates = background.rates[condition] ?? []
  }

  /// `nil` for an entry that holds no such details.
  init?(_ entry: JournalEntry) {
    guard let stored = try? entry.data.record(StoredBackground.self) else { return nil }
    self = stored
  }

  func isOfSameRecording(as other: StoredBackground) -> Bool {
    model == other.model && pack == other.pack && recordedFrom == other.recordedFrom && recordedTo == other.recordedTo
  }

  /// As the members of a journal entry.
  func details() throws -> [String: JSONValue] {
    guard case .object(let members) = try JSONValue(record: self) else { return [:] }
    return members
  }
}
