import Framing
import Testing
import Vocabulary

@Suite("Where to look") struct RegionTests {
  /// A spot a tenth of the frame wide.
  private static let diameter = 64.0

  @Test(
    arguments: zip(
      DrawnPicture.tones,
      [SIMD2(0.5, 0.5), SIMD2(0.15, 0.2), SIMD2(0.85, 0.75), SIMD2(0.3, 0.8), SIMD2(0.7, 0.15), SIMD2(0.5, 0.6)]))
  func `a spot a tenth of the frame wide is the first region, on skin of every tone`(
    tone: SIMD3<Double>, place: SIMD2<Double>
  ) throws {
    var picture = DrawnPicture.skin(tone)
    picture.spot(at: place.x * 640, place.y * 480, diameter: Self.diameter, tone * SIMD3(0.72, 0.66, 0.66))
    let region = try #require(try SkinFramer().decide(picture.buffer()).regions.first)
    #expect(region.contains(place.x, place.y))
    // Square in pixels, larger than the spot, and not by much.
    #expect(abs(region.width * 640 - region.height * 480) < 1)
    #expect((1...3).contains(region.width * 640 / Self.diameter))
  }

  @Test func `a reddened spot of the same brightness is found by its colour`() throws {
    let tone = DrawnPicture.tones[1]
    var picture = DrawnPicture.skin(tone)
    picture.spot(at: 450, 300, diameter: Self.diameter, tone + SIMD3(22, -11, -4))
    #expect(try #require(try SkinFramer().decide(picture.buffer()).regions.first).contains(450.0 / 640, 300.0 / 480))
  }

  @Test func `several spots are several regions, none twice, four at most`() throws {
    var picture = DrawnPicture.skin(DrawnPicture.tones[1])
    let places = [(100.0, 100.0), (500.0, 120.0), (150.0, 380.0), (520.0, 360.0), (320.0, 240.0)]
    for (x, y) in places { picture.spot(at: x, y, diameter: 50, DrawnPicture.tones[4]) }
    let regions = try SkinFramer().decide(picture.buffer()).regions
    #expect(regions.count == 4)
    for region in regions { #expect(places.filter { region.contains($0.0 / 640, $0.1 / 480) }.count == 1) }
    #expect(regions.map(\.weight) == regions.map(\.weight).sorted(by: >))
  }

  @Test func `a limb in a room is a region of its own`() throws {
    var picture = DrawnPicture(.init(110, 120, 140))
    picture.rectangle(240..<400, 80..<480) { _, _, _ in DrawnPicture.tones[2] }
    picture.grain(5, seed: 9)
    let region = try #require(try SkinFramer().decide(picture.buffer()).regions.first)
    #expect(region.contains(0.5, 0.6) && region.width < 0.8)
  }

  @Test func `regions are steady while the camera trembles`() throws {
    var picture = DrawnPicture.skin(DrawnPicture.tones[2])
    picture.spot(at: 250, 200, diameter: 60, DrawnPicture.tones[4])
    picture.spot(at: 450, 300, diameter: 60, DrawnPicture.tones[4])
    let framer = SkinFramer()
    var previous: Region?
    for step in 0..<6 {
      var frame = picture.shifted(by: [0, 2, 1, 3][step % 4])
      frame.grain(5, seed: UInt64(step + 1))
      let first = try #require(try framer.decide(frame.buffer(), at: step * 33).regions.first)
      if let previous { #expect(first.overlap(previous) > 0.7, "step \(step)") }
      previous = first
    }
  }
}
