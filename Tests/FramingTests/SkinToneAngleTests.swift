import Testing
import Vocabulary

@testable import Framing

/// Expected angles by the formulas of IEC 61966-2-1 and CIE 15, worked out apart from this code in double precision.
@Suite struct `The tone of skin in a picture` {
  static let colours: [(red: UInt8, green: UInt8, blue: UInt8, degrees: Double)] = [
    (255, 224, 189, 62.7264), (224, 172, 105, 29.8032), (198, 134, 66, 13.7771), (141, 85, 36, -12.6073), (90, 56, 37, -51.7216),
    (60, 40, 30, -72.0034),
  ]

  private func plain(_ red: UInt8, _ green: UInt8, _ blue: UInt8, spot: SIMD3<UInt8>? = nil) -> PixelBuffer {
    let (width, height) = (320, 240)
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let isSpot = abs(x - width / 2) < 30 && abs(y - height / 2) < 30
        if isSpot, let spot { bytes += [spot.x, spot.y, spot.z] } else { bytes += [red, green, blue] }
      }
    }
    return PixelBuffer(width: width, height: height, format: .rgb, bytes: bytes)
  }

  @Test(arguments: colours.indices) func `is the typology angle of its colour`(_ index: Int) throws {
    let colour = Self.colours[index]
    let found = try #require(SkinToneAngle(of: plain(colour.red, colour.green, colour.blue)))
    #expect(abs(found.degrees - colour.degrees) < 0.2)
  }

  @Test func `is not that of the spot in the middle`() throws {
    let plain = try #require(SkinToneAngle(of: plain(224, 172, 105)))
    let spotted = try #require(SkinToneAngle(of: self.plain(224, 172, 105, spot: SIMD3(70, 40, 30))))
    #expect(abs(plain.degrees - spotted.degrees) < 0.5)
  }

  @Test func `is unknown where no skin is seen`() {
    #expect(SkinToneAngle(of: plain(60, 120, 220)) == nil)
  }

  @Test func `falls into the classes of the literature, limits to the darker one`() {
    let cases: [(Double, SkinToneClass)] = [
      (70, .veryLight), (55, .light), (41, .intermediate), (28, .tan), (10, .brown), (-30, .dark), (-80, .dark),
      (55.01, .veryLight),
    ]
    for (degrees, expected) in cases { #expect(SkinToneClass(degrees: degrees) == expected) }
  }
}
