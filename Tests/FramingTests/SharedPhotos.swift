import Foundation
import Pictures
import Vocabulary

/// Photos that developers and CI have beside the project; absent on a fresh machine.
enum SharedPhotos {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// `MEDIASKINOSCOPE_SHARED`, else the folder `shared` beside the project.
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["MEDIASKINOSCOPE_SHARED"].map { URL(filePath: $0) }
    let folder = named ?? project.deletingLastPathComponent().appending(path: "shared")
    return FileManager.default.fileExists(atPath: folder.appending(path: "data").path) ? folder : nil
  }()

  /// Every `step`-th photo of a set, in the order of names.
  static func files(_ set: String, every step: Int = 1) -> [URL] {
    guard let folder else { return [] }
    let images = folder.appending(path: "data/\(set)/images")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: images.path)) ?? []).filter { $0.hasSuffix(".jpg") }
      .sorted()
    return stride(from: 0, to: names.count, by: step).map { images.appending(path: names[$0]) }
  }

  static func read(_ file: URL) throws -> RGBPicture {
    let bounds = PictureBounds(bytes: 20_000_000, pixels: 40_000_000, side: 1)
    return try RGBPicture(decoding: [UInt8](try Data(contentsOf: file)), bounds: bounds)
  }
}

extension RGBPicture {
  var buffer: PixelBuffer { PixelBuffer(width: width, height: height, format: .rgb, bytes: bytes) }

  func pixel(_ x: Int, _ y: Int) -> SIMD3<Int> {
    let place = 3 * (min(height - 1, max(0, y)) * width + min(width - 1, max(0, x)))
    return SIMD3(Int(bytes[place]), Int(bytes[place + 1]), Int(bytes[place + 2]))
  }

  /// Scaled so that it covers the size, the middle kept: the nearest pixel, or the mean of four where it shrinks.
  func covering(_ width: Int, _ height: Int) -> RGBPicture {
    let scale = min(Double(self.width) / Double(width), Double(self.height) / Double(height))
    let left = (Double(self.width) - Double(width) * scale) / 2
    let top = (Double(self.height) - Double(height) * scale) / 2
    let columns = (0..<width).map { min(self.width - 2, Int(left + (Double($0) + 0.5) * scale)) }
    let neighbours = scale > 1 ? [0, 3, 3 * self.width, 3 * self.width + 3] : [0]
    var result = [UInt8](repeating: 0, count: 3 * width * height)
    for y in 0..<height {
      let row = min(self.height - 2, Int(top + (Double(y) + 0.5) * scale)) * self.width
      for x in 0..<width {
        let place = 3 * (row + columns[x])
        for channel in 0..<3 {
          var sum = 0
          for neighbour in neighbours { sum += Int(bytes[place + channel + neighbour]) }
          result[3 * (y * width + x) + channel] = UInt8(sum / neighbours.count)
        }
      }
    }
    return RGBPicture(width: width, height: height, bytes: result)
  }

  func pasting(_ picture: RGBPicture, at left: Int, _ top: Int) -> RGBPicture {
    var copy = bytes
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        for channel in 0..<3 {
          copy[3 * ((top + y) * width + left + x) + channel] = picture.bytes[3 * (y * picture.width + x) + channel]
        }
      }
    }
    return RGBPicture(width: width, height: height, bytes: copy)
  }
}
