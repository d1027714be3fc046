import Framing
import Testing
import Vocabulary

@Suite("Frames that can be used, and reasons why not") struct UsableFrameTests {
  private func reasons(_ picture: DrawnPicture, rgb: Bool = false) throws -> [GateReason] {
    try SkinFramer().decide(picture.buffer(rgb: rgb)).reasons
  }

  @Test(arguments: DrawnPicture.tones) func `skin of every tone is usable, in both pixel formats`(tone: SIMD3<Double>) throws {
    var picture = DrawnPicture.skin(tone)
    picture.spot(at: 320, 240, diameter: 80, tone * 0.5)
    #expect(try reasons(picture) == [])
    #expect(try reasons(picture, rgb: true) == [])
  }

  @Test func `smooth skin is smooth, not blurred`() throws {
    #expect(try reasons(.skin(DrawnPicture.tones[1], grain: 1)) == [])
  }

  @Test(arguments: [SIMD3<Double>(0.6, 0.8, 1.2), SIMD3(1.1, 0.9, 0.7), SIMD3(0.75, 1, 0.9)])
  func `coloured light does not hide skin`(light: SIMD3<Double>) throws {
    // A limb before a grey wall, under one lamp.
    var picture = DrawnPicture(.init(repeating: 150))
    picture.rectangle(200..<440, 0..<480) { _, _, _ in DrawnPicture.tones[2] }
    picture.grain(6, seed: 3)
    picture.change { _, _, colour in colour * light }
    #expect(try reasons(picture) == [])
  }

  @Test func `black, grey and one-coloured frames are no signal`() throws {
    #expect(try reasons(DrawnPicture(.zero)) == [.noSignal])
    #expect(try reasons(DrawnPicture(.init(repeating: 128))) == [.noSignal])
    #expect(try reasons(DrawnPicture(.init(0, 0, 255)), rgb: true) == [.noSignal])
  }

  @Test func `too dark and too bright`() throws {
    var dark = DrawnPicture.skin(DrawnPicture.tones[2])
    dark.change { _, _, colour in colour * 0.12 }
    #expect(try reasons(dark) == [.tooDark])
    var bright = DrawnPicture.skin(DrawnPicture.tones[1])
    bright.change { _, _, colour in colour * 2.2 }
    #expect(try reasons(bright) == [.tooBright])
  }

  @Test(arguments: [4, 10]) func `a blurred frame is refused, the same frame sharp is not`(radius: Int) throws {
    var picture = DrawnPicture.skin(DrawnPicture.tones[1])
    for index in 0..<8 {
      picture.spot(at: 80 * Double(index) + 40, 120 + 30 * Double(index), diameter: 60, DrawnPicture.tones[4])
    }
    #expect(try reasons(picture) == [])
    #expect(try reasons(picture.blurred(radius: radius)).first == .blurred)
  }

  @Test func `a radiograph, a lawn and a screen are not skin`() throws {
    var radiograph = DrawnPicture(.init(repeating: 40))
    radiograph.change { x, y, _ in .init(repeating: 60 + Double((x * x / 400 + y * 3) % 150)) }
    #expect(try reasons(radiograph) == [.notSkin])
    var lawn = DrawnPicture(.init(70, 130, 40))
    lawn.grain(40, seed: 5)
    #expect(try reasons(lawn) == [.notSkin])
    var screen = DrawnPicture(.init(235, 240, 250))
    for line in stride(from: 20, to: 460, by: 24) {
      screen.rectangle(30..<600, line..<(line + 10)) { x, _, old in x % 14 < 7 ? .init(30, 30, 40) : old }
    }
    #expect(try reasons(screen) == [.notSkin])
  }

  @Test func `a hand across the room is too far`() throws {
    var picture = DrawnPicture(.init(90, 110, 130))
    picture.grain(8, seed: 2)
    picture.rectangle(300..<345, 200..<250) { _, _, _ in DrawnPicture.tones[1] }
    #expect(try reasons(picture) == [.tooFar])
  }

  @Test func `mirrored light over the skin is glare, a little of it is not`() throws {
    var picture = DrawnPicture.skin(DrawnPicture.tones[2])
    picture.spot(at: 200, 200, diameter: 40, .init(repeating: 255))
    #expect(try reasons(picture) == [])
    picture.spot(at: 320, 240, diameter: 260, .init(repeating: 255))
    #expect(try reasons(picture) == [.glare])
  }

  @Test func `one cut is no movement; racing past is`() throws {
    var picture = DrawnPicture.skin(DrawnPicture.tones[1])
    for index in 0..<12 {
      picture.spot(at: 53 * Double(index) + 20, 240, diameter: 200, index % 2 == 0 ? .init(30, 25, 20) : DrawnPicture.tones[0])
    }
    let framer = SkinFramer()
    let still = picture.buffer()
    #expect(try framer.decide(still, at: 0).reasons == [])
    #expect(try framer.decide(still, at: 33).reasons == [])
    #expect(try framer.decide(picture.shifted(by: 53).buffer(), at: 66).reasons == [])
    var last: [GateReason] = []
    for step in 2..<6 { last = try framer.decide(picture.shifted(by: 53 * step).buffer(), at: 33 * (step + 1)).reasons }
    #expect(last == [.moving])
    #expect(try framer.decide(picture.shifted(by: 53 * 5).buffer(), at: 233).reasons == [])
  }

  @Test func `a camera that stands still to the bit has stopped, a picture shown as a stream has not`() throws {
    let small = DrawnPicture(width: 64, height: 48, DrawnPicture.tones[1])
    func frame(_ seed: UInt64) -> PixelBuffer {
      var noisy = small
      noisy.grain(8, seed: seed)
      return noisy.buffer()
    }
    let camera = SkinFramer()
    for step in 0..<310 { #expect(try camera.decide(frame(UInt64(step)), at: step * 33).reasons == []) }
    let stopped = frame(309)
    #expect(try camera.decide(stopped, at: 310 * 33).reasons == [])
    #expect(try camera.decide(stopped, at: 310 * 33 + 29_000).reasons == [])
    #expect(try camera.decide(stopped, at: 310 * 33 + 31_000).reasons == [.noSignal])
    #expect(try camera.decide(frame(7), at: 310 * 33 + 31_033).reasons == [])
    let picture = SkinFramer()
    for step in 0..<100 { #expect(try picture.decide(stopped, at: step * 1000).reasons == []) }
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 1), (17, 9), (161, 121), (701, 93), (640, 1)])
  func `any size is judged without harm`(width: Int, height: Int) throws {
    for format in [PixelFormat.rgb, .i420(.bt709Full)] {
      let bytes = (0..<PixelBuffer.byteCount(width: width, height: height, format: format)).map {
        UInt8(truncatingIfNeeded: $0 &* 31)
      }
      let buffer = PixelBuffer(width: width, height: height, format: format, bytes: bytes)
      for region in try SkinFramer().decide(buffer).regions {
        #expect(region.x >= 0 && region.y >= 0 && region.x + region.width <= 1.000001 && region.y + region.height <= 1.000001)
      }
      _ = try WholeFrameFramer().decide(buffer)
    }
  }

  @Test func `strategies are found by name`() throws {
    #expect(try RegionStrategy(named: "skin").makeFramer() is SkinFramer)
    #expect(try RegionStrategy(named: "whole").makeFramer() is WholeFrameFramer)
    #expect(throws: FramingError.unknownStrategy("bowel", known: ["skin", "whole"])) { try RegionStrategy(named: "bowel") }
  }

  @Test func `the whole-frame strategy takes what is no skin, and refuses black, dark and blur`() throws {
    var lawn = DrawnPicture(.init(70, 130, 40))
    lawn.grain(40, seed: 5)
    #expect(try WholeFrameFramer().decide(lawn.buffer()).reasons == [])
    #expect(try WholeFrameFramer().decide(DrawnPicture(.zero).buffer()).reasons == [.noSignal])
    for index in 0..<8 { lawn.spot(at: 80 * Double(index) + 40, 240, diameter: 60, .zero) }
    #expect(try WholeFrameFramer().decide(lawn.blurred(radius: 8).buffer()).reasons == [.blurred])
  }
}
