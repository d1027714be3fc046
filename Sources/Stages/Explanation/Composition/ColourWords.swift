import Foundation
import Vocabulary

/// The name of a mean colour, and how it differs from what lies around.
///
/// - Source: CIE 1976 L*a*b* under D65 from sRGB (IEC 61966-2-1); where a name begins and ends is this project's own choice.
enum ColourWords {
  /// Differences below this are called none; about twice what an eye just notices.
  private static let noticeable = 5.0

  static func name(of colour: AlertObservation.MeanColour) -> String {
    let lab = Lab(colour)
    guard lab.chroma >= 8 else { return lab.lightness < 20 ? "black" : lab.lightness < 80 ? "grey" : "white" }
    if lab.lightness < 15 { return "nearly black" }
    switch lab.hue {
    case -40..<40: return lab.lightness < 62 ? "red" : "pink"
    case 40..<80:
      return lab.lightness < 35 ? "dark brown" : lab.lightness < 58 ? "brown" : lab.lightness < 80 ? "light brown" : "pale"
    case 80..<110: return lab.lightness < 45 ? "brown" : "yellowish"
    case 110..<200: return "greenish"
    case 200..<300, -160 ..< -60: return "bluish"
    default: return "purple"
    }
  }

  /// `darker and redder than what surrounds it`; `nil` if it differs by too little to be seen.
  static func difference(_ colour: AlertObservation.MeanColour, from around: AlertObservation.MeanColour) -> String? {
    let (own, other) = (Lab(colour), Lab(around))
    var words: [String] = []
    if own.lightness < other.lightness - noticeable { words.append("darker") }
    if own.lightness > other.lightness + noticeable { words.append("lighter") }
    if own.a > other.a + noticeable { words.append("redder") }
    return words.isEmpty ? nil : words.joined(separator: " and ") + " than what surrounds it"
  }

  /// A colour as the eye orders it.
  private struct Lab {
    let lightness: Double
    let a: Double
    let b: Double

    init(_ colour: AlertObservation.MeanColour) {
      func linear(_ value: Double) -> Double {
        let part = value / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      let (red, green, blue) = (linear(colour.red), linear(colour.green), linear(colour.blue))
      func curve(_ value: Double) -> Double { value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116 }
      let x = curve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
      let y = curve(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
      let z = curve((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
      (lightness, a, b) = (116 * y - 16, 500 * (x - y), 200 * (y - z))
    }

    var chroma: Double { (a * a + b * b).squareRoot() }
    /// Degrees, −180…180.
    var hue: Double { atan2(b, a) * 180 / .pi }
  }
}
