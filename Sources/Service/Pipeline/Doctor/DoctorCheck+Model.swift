import Detection
import Encoding
import Vocabulary

extension DoctorCheck {
  /// What a model learned to multiply cosines by, how pictures become its input and why so, and what is known of its patch maps.
  init(model summary: ModelSummary, maps: MapVerdict?) {
    self.init(
      "model", .passed,
      [Self.scale(summary), Self.preprocessing(summary), Self.maps(maps)].compactMap(\.self).joined(separator: "; "))
  }

  private static func scale(_ summary: ModelSummary) -> String? {
    guard let scale = summary.logitScale else { return nil }
    let bias = summary.logitBias.map { ", bias \($0)" } ?? ""
    return "cosines times \(scale)\(bias), as learned: a logit, never a probability"
  }

  private static func preprocessing(_ summary: ModelSummary) -> String {
    guard summary.kind == .siglip, let rule = SigLIPPreprocessing(rawValue: summary.preprocessing) else {
      return "preprocessing \(summary.preprocessing), which its calibration was fitted under"
    }
    return
      "preprocessing \(rule.rawValue) (\(rule.summary)): the default for a SigLIP directory, none of which says how its owner "
      + "prepares pictures; Google's own server does what `embed --preprocessing predictor` does"
  }

  private static func maps(_ verdict: MapVerdict?) -> String {
    guard let verdict else { return "patch maps shown, though nobody has measured them: `bench maps --data DIR --save`" }
    return verdict.isFaithful
      ? "patch maps shown: better than chance on \(verdict.pictures) pictures"
      : "patch maps not shown: \(verdict.pictures) pictures did not prove them better than chance"
  }
}
