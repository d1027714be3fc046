public import Vocabulary

/// How long it takes to bring frames to skinlite's input size: what `bench encoder` prints beside the forward pass.
///
/// - Threading: one owner; `measure` blocks.
public struct PreprocessingBenchmark {
  private let side: Int
  private let resizer: PictureResizer
  private var target: [UInt8]

  /// - Parameter side: rows and columns of the encoder's input.
  public init(side: Int) {
    self.side = side
    resizer = PictureResizer(width: side, height: side)
    target = [UInt8](repeating: 0, count: side * side * 3)
  }

  /// Milliseconds for the whole picture and for the squares around `regions`, as the encoder resizes them.
  public mutating func measure(_ picture: PixelBuffer, regions: [Region]) -> Double {
    let start = ContinuousClock.now
    resize(picture, .whole(width: picture.width, height: picture.height))
    for region in regions {
      let box = PixelBox(region, width: picture.width, height: picture.height)
      resize(picture, box.squared(width: picture.width, height: picture.height))
    }
    return (ContinuousClock.now - start).milliseconds
  }

  private mutating func resize(_ picture: PixelBuffer, _ box: PixelBox) {
    resizer.resize(picture, box: box) { y, row in
      let first = y * row.count
      for place in row.indices { target[first + place] = UInt8(min(max(row[place] + 0.5, 0), 255)) }
    }
  }
}
