public import Vocabulary

/// What came of checking one alert against its entries.
public struct AlertVerification: Sendable, Hashable, CustomStringConvertible {
  /// What the check found.
  public enum Outcome: Sendable, Hashable {
    /// Its evidence, computed again from the vectors, is that of the record; the largest difference found.
    case rederived(largestDifference: Double)
    /// A frame whose evidence comes out otherwise.
    case mismatch(frame: UInt64, recorded: Double, derived: Double)
    /// The list shows something else than the entries tell.
    case listDiffers
    /// It could not be computed again, and why: the model is not here, say.
    case notRederived(reason: String)
    /// The head that raised it is not what was signed then.
    case tamperedHead(TamperedHead)
    /// Its session is purged.
    case purged
    /// No entry raises it.
    case unknown
  }

  public let alert: AlertIdentifier
  /// Of its `alert-raised` entry; 0 if there is none.
  public let sequence: Int64
  public let outcome: Outcome

  /// Whether nothing contradicts the record.
  public var isSound: Bool {
    switch outcome {
    case .rederived, .notRederived, .purged: true
    case .mismatch, .listDiffers, .tamperedHead, .unknown: false
    }
  }

  public var description: String {
    switch outcome {
    case .rederived(let difference): "alert \(alert): evidence re-derived (largest difference \(difference))"
    case .mismatch(let frame, let recorded, let derived):
      "alert \(alert): evidence of frame \(frame) is recorded as \(recorded), its vector gives \(derived)"
    case .listDiffers: "alert \(alert): the list of alerts shows something else than its entries"
    case .notRederived(let reason): "alert \(alert): not re-derived: \(reason)"
    case .tamperedHead(let head): "alert \(alert): \(head)"
    case .purged: "alert \(alert): purged, chain intact"
    case .unknown: "alert \(alert): no entry raises it"
    }
  }
}
