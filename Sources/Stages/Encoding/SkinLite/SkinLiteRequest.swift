import Foundation
internal import OpenVINO
internal import Resampling
internal import Vocabulary

/// One picture on its way through every tower: its pixels, which the towers share, and each one's run.
///
/// - Threading: one owner; ``run(_:)`` blocks, and takes a core for each tower where there are as many.
final class SkinLiteRequest {
  private let runs: [InferenceRequest]
  private let pixels: Tensor
  private let side: Int
  private let places: Int

  init(_ towers: SkinLiteTowers, _ description: SkinLiteDescription) throws(EncodingError) {
    let side = description.input.side
    (runs, pixels) = try engine { () throws(OpenVINOError) in
      let pixels = try Tensor(UInt8.self, shape: [1, side, side, 3])
      let runs = try towers.compiled.map { tower throws(OpenVINOError) in
        let run = try tower.makeRequest()
        try run.set("pixels", to: pixels)
        return run
      }
      return (runs, pixels)
    }
    (self.side, places) = (side, description.grid * description.grid)
    try checkOutputs(description)
  }

  /// Runs once, so that memory is in place, and compares the shapes with what the description promises.
  private func checkOutputs(_ description: SkinLiteDescription) throws(EncodingError) {
    _ = try Self.run([self])
    var width = 0
    for run in runs {
      let (patches, gate) = try engine { () throws(OpenVINOError) in
        (try run.tensor("patches").shape(), try run.tensor("gate").shape())
      }
      width += patches.last ?? 0
      let expected = [1, places, patches.last ?? 0]
      guard patches == expected else { throw .shape(tensor: "patches", expected: expected, actual: patches) }
      guard gate == [1, 1] else { throw .shape(tensor: "gate", expected: [1, 1], actual: gate) }
    }
    guard width == description.dimension else {
      throw .shape(tensor: "patches", expected: [1, places, description.dimension], actual: [1, places, width])
    }
  }

  /// Resizes `box` of `picture` into the towers' input.
  func fill(from picture: PixelBuffer, box: PixelBox, _ resizer: PictureResizer) throws(EncodingError) {
    try engine { () throws(OpenVINOError) in
      try pixels.withMutableElements(of: UInt8.self) { bytes in
        resizer.resize(picture, box: box) { y, row in
          RowArithmetic.round(row, into: &bytes, from: y * row.count)
        }
      }
    }
  }

  /// Runs every tower on what is filled in: each tower takes the pictures one after the other, on a thread of its own.
  static func run(_ requests: [SkinLiteRequest]) throws(EncodingError) -> [SkinLiteOutput] {
    let runs = requests.flatMap(\.runs)
    var failure: OpenVINOError?
    var started: [InferenceRequest] = []
    for run in runs where failure == nil {
      do {
        try run.start()
        started.append(run)
      } catch { failure = error }
    }
    // All are waited for, whatever one says: what still runs would write into the next picture's memory.
    for run in started { do { try run.wait() } catch { failure = failure ?? error } }
    if let failure { throw .engine(failure) }
    return try requests.map { request throws(EncodingError) in try request.output() }
  }

  private func output() throws(EncodingError) -> SkinLiteOutput {
    try engine { () throws(OpenVINOError) in
      SkinLiteOutput(
        patches: try runs.map { run throws(OpenVINOError) in try run.output("patches") },
        gates: try runs.map { run throws(OpenVINOError) in try run.output("gate")[0] })
    }
  }
}
