/// Classes of the individual typology angle.
///
/// - Source: Chardon, Cretois and Hourseau 1991; with the darkest class, Del Bino and Bernerd, "Variations in skin colour and the
///   biological consequences of ultraviolet radiation exposure", British Journal of Dermatology 169, suppl. 3, 2013.
public enum SkinToneClass: String, Sendable, CaseIterable {
  case veryLight = "very light"
  case light
  case intermediate
  case tan
  case brown
  case dark

  /// - Parameter degrees: −90…90.
  public init(degrees: Double) {
    self =
      switch degrees {
      case 55.nextUp...: .veryLight
      case 41.nextUp...: .light
      case 28.nextUp...: .intermediate
      case 10.nextUp...: .tan
      case (-30.0).nextUp...: .brown
      default: .dark
      }
  }
}
