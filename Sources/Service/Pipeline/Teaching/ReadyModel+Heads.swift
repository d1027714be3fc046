import Detection
import Tuning
import Vocabulary

extension ReadyModel {
  /// What a head means to this encoder and a pack.
  ///
  /// - Returns: a part for each of its conditions; probabilities only where they were proven in this precision.
  /// - Throws: `TuningError/unfit(name:version:reason:)`, in words for whoever has to mend it.
  func trained(_ head: SignedHead, for pack: Pack) throws(TuningError) -> [TrainedHead] {
    let (content, description) = (head.content, encoder.description)
    func refuse(_ reason: String) -> TuningError { .unfit(name: content.name, version: content.version, reason: reason) }
    guard kin.contains(content.base.encoder) else {
      throw refuse(
        "it was fitted on vectors of \(content.base.model) (\(content.base.encoder.text.prefix(12))), and "
          + "\(description.model) (\(description.fingerprint.text.prefix(12))) serves. The pack's wordings stand in for it; fit it again with this encoder"
      )
    }
    guard content.base.dimension == description.dimension else {
      throw refuse("its vectors have \(content.base.dimension) numbers, the encoder's \(description.dimension)")
    }
    guard content.base.packFingerprint == pack.fingerprint else {
      throw refuse(
        "it was fitted with another wording of pack \(content.base.pack) (version \(content.base.packVersion)). "
          + "The pack's wordings stand in for it; fit it again with the pack as it is now")
    }
    let holds = content.base.encoder == description.fingerprint || isSettled(content.base.precision, description.precision)
    return content.conditions.map { part in
      let figures = content.figures.conditions.first { $0.condition == part.condition }
      let curve = part.proven && holds ? part.curve : nil
      return TrainedHead(
        condition: part.condition, weights: part.model.weights, intercept: part.model.intercept,
        curve: curve.map {
          PlattCurve(
            slope: $0.slope, intercept: $0.intercept, count: content.figures.examples,
            positives: figures?.supply.positives ?? 0)
        }, reference: head.reference)
    }
  }

  /// Whether probabilities of one precision were shown to hold in the other, by the calibration beside the weights.
  private func isSettled(_ one: String, _ other: String) -> Bool {
    let named = Set((calibration?.precisions ?? []).map(\.rawValue))
    return one == other || named.isSuperset(of: [one, other])
  }
}
