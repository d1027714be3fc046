import Review
import Testing
import Vocabulary

@Suite struct `A snapshot` {
  private static let (width, height) = (320, 240)

  /// Each pixel says where it is: any detail that survives can be told.
  private func frame(_ format: PixelFormat = .rgb) -> PixelBuffer {
    var bytes = [UInt8](repeating: 128, count: PixelBuffer.byteCount(width: Self.width, height: Self.height, format: format))
    for row in 0..<Self.height {
      for column in 0..<Self.width {
        let value: UInt8 = (column + row).isMultiple(of: 2) ? 255 : 0
        if case .rgb = format {
          for channel in 0..<3 { bytes[3 * (row * Self.width + column) + channel] = value }
        } else {
          bytes[row * Self.width + column] = value
        }
      }
    }
    return PixelBuffer(width: Self.width, height: Self.height, format: format, bytes: bytes)
  }

  @Test func `keeps the finding with a margin, and less than the frame`() {
    let region = Region(x: 0.4, y: 0.4, width: 0.2, height: 0.2, weight: 1)
    let cut = SnapshotFrame(around: region, width: Self.width, height: Self.height)
    #expect(cut.sharp.x <= 128 && cut.sharp.x + cut.sharp.width >= 192, "the finding itself is sharp")
    #expect(cut.sharp.width < 110 && cut.kept.width > cut.sharp.width && cut.kept.width < Self.width)
  }

  @Test(arguments: [
    Region.whole, Region(x: -1, y: -1, width: 5, height: 5, weight: 1),
    Region(x: 0.99, y: 0.99, width: 0.5, height: 0.5, weight: 1),
    Region(x: 0, y: 0, width: 0, height: 0, weight: 1),
  ])
  func `never leaves the frame and never keeps more than half of it sharp, each way`(_ region: Region) {
    let cut = SnapshotFrame(around: region, width: Self.width, height: Self.height)
    for box in [cut.kept, cut.sharp] {
      #expect(box.x >= 0 && box.y >= 0 && box.width > 0 && box.height > 0)
      #expect(box.x + box.width <= Self.width && box.y + box.height <= Self.height)
    }
    #expect(cut.sharp.width <= Self.width / 2 + 2 && cut.sharp.height <= Self.height / 2 + 2)
  }

  @Test(arguments: [PixelFormat.rgb, .i420(.bt601Full)])
  func `nothing of the surroundings is left but a few means`(_ format: PixelFormat) {
    let region = Region(x: 0.45, y: 0.45, width: 0.1, height: 0.1, weight: 1)
    let cut = SnapshotFrame(around: region, width: Self.width, height: Self.height)
    let picture = SnapshotVeil.picture(of: frame(format), cut)
    var (sharpSpread, veiledSpread) = (0, 0)
    for row in 0..<picture.height {
      for column in 1..<picture.width {
        let place = 3 * (row * picture.width + column)
        let difference = abs(Int(picture.bytes[place]) - Int(picture.bytes[place - 3]))
        let x = cut.kept.x + column * cut.kept.width / picture.width
        let y = cut.kept.y + row * cut.kept.height / picture.height
        if cut.sharp.holds(x, y), cut.sharp.holds(x - 2, y) {
          sharpSpread = max(sharpSpread, difference)
        } else if !cut.sharp.holds(x, y), !cut.sharp.holds(x - 1, y) {
          veiledSpread = max(veiledSpread, difference)
        }
      }
    }
    #expect(sharpSpread > 200, "a chessboard of single pixels is still one inside")
    #expect(veiledSpread <= 2, "and grey outside: \(veiledSpread)")
  }

  @Test func `what lies beyond the kept part is not in the picture, whatever it was`() {
    let region = Region(x: 0.1, y: 0.1, width: 0.1, height: 0.1, weight: 1)
    let cut = SnapshotFrame(around: region, width: Self.width, height: Self.height)
    let plain = frame()
    var other = plain.bytes
    for row in 0..<Self.height {
      for column in 0..<Self.width where !cut.kept.holds(column, row) { other[3 * (row * Self.width + column)] = 7 }
    }
    let changed = PixelBuffer(width: Self.width, height: Self.height, format: .rgb, bytes: other)
    #expect(SnapshotVeil.picture(of: plain, cut) == SnapshotVeil.picture(of: changed, cut))
  }

  @Test func `pins a few frames and counts what it gives up`() {
    var pins = PinnedFrames()
    let session = SessionIdentifier()
    func frame(_ number: UInt64) -> Frame {
      Frame(
        stream: .ward, session: session, sequence: number,
        capturedAt: Moment(monotonic: .seconds(Int64(number)), wallMilliseconds: Int64(number) * 1000),
        pixels: PixelBuffer(width: 1, height: 1, format: .rgb, bytes: [0, 0, 0]))
    }
    for number in 1...6 { pins.pin(frame(UInt64(number)), []) }
    #expect(pins.count == PinnedFrames.bound && pins.givenUp == 2)
    #expect(pins.frames(of: [1, 4, 6]).map(\.frame.sequence) == [4, 6])
    pins.release(before: Moment(monotonic: .seconds(5), wallMilliseconds: 5000))
    #expect(pins.frames(of: [3, 4, 5, 6]).map(\.frame.sequence) == [5, 6])
    pins.releaseAll()
    #expect(pins.count == 0 && pins.givenUp == 2, "what is let go when its time is over was not given up")
  }
}
