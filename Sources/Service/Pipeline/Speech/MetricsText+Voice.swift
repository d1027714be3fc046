import Vocabulary

extension MetricsText {
  /// What became of utterances.
  mutating func voice(_ counts: VoiceCounts, faults: Int, unkept: Int) {
    family("skino_speech", "counter", "Utterances by how they ended.")
    sample("skino_speech_total", [("outcome", "spoken")], Double(counts.spoken))
    for (reason, count) in counts.stopped.sorted(by: { $0.key < $1.key }) {
      sample("skino_speech_total", [("outcome", reason)], Double(count))
    }
    counter("skino_speech_missing", "Utterances for which no sound was ready.", counts.missing)
    counter("skino_speech_unwritten", "Utterances that the journal did not take.", counts.unwritten)
    counter("skino_voice_outlet_failures", "Utterances that an outlet refused.", counts.failedOutlets)
    counter(
      "skino_voice_clips_unkept", "Clips that the disk did not take, and that are rendered again at each start.", UInt64(unkept))
    counter("skino_voice_faults", "Voices that were stuck or failed to render, and were started again.", UInt64(faults))
  }
}
