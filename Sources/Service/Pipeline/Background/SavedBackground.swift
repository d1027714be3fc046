import Detection
import Journal
import Vocabulary

/// What the journal knows of a stream's recorded ordinary frames.
enum SavedBackground: Sendable, Hashable {
  case none
  case fitting(FrozenBackground)
  /// The newest one was recorded with another model or pack, or cannot be read by this version.
  case ofAnotherModel(recordedTo: String?)
}

extension JournalStore {
  /// The newest recorded background of `stream`, if this model and pack recorded it. Each condition has an entry of its own; those
  /// of one recording share its times.
  func background(
    of stream: StreamIdentifier, model: Fingerprint, pack: Fingerprint
  ) async throws(JournalError) -> SavedBackground {
    let entries = try await newest(.backgroundRecorded, stream: stream)
    guard let last = entries.last else { return .none }
    guard let newest = StoredBackground(last), newest.model == model, newest.pack == pack else {
      return .ofAnotherModel(recordedTo: last.data["recorded_to"]?.text)
    }
    var curves: [ConditionIdentifier: BackgroundCurve] = [:]
    var rates: [ConditionIdentifier: [BackgroundRate]] = [:]
    for entry in entries {
      guard let stored = StoredBackground(entry), stored.isOfSameRecording(as: newest),
        let condition = entry.data["condition"]?.text.flatMap({ ConditionIdentifier($0) })
      else { continue }
      curves[condition] = stored.curve
      rates[condition] = stored.rates
    }
    return .fitting(
      FrozenBackground(
        quantiles: BackgroundQuantiles(
          model: model, pack: pack, recordedFrom: newest.recordedFrom, recordedTo: newest.recordedTo, frames: newest.frames,
          curves: curves), rates: rates, by: last.data["by"]?.text ?? ""))
  }
}
