import Foundation

/// What `preprocessor_config.json` says; what it leaves out has the published default.
///
/// - Source: Hugging Face `SiglipImageProcessor`.
struct SigLIPProcessorConfiguration {
  let filter: ResampleFilter
  let mean: [Float]
  let deviation: [Float]

  static let fileName = "preprocessor_config.json"

  private struct File: Decodable {
    /// Pillow's number: 2 bilinear, 3 bicubic.
    let resample: Int?
    let image_mean: [Float]?
    let image_std: [Float]?
  }

  init(directory: URL) throws(EncodingError) {
    let file = try JSONFile.decode(File.self, at: directory.appending(path: Self.fileName))
    switch file.resample ?? 3 {
    case 2: filter = .bilinear
    case 3: filter = .bicubic
    case let other: throw Self.refuse("resample", "2 (bilinear) or 3 (bicubic)", other)
    }
    mean = file.image_mean ?? [0.5, 0.5, 0.5]
    deviation = file.image_std ?? [0.5, 0.5, 0.5]
    guard mean.count == 3, mean.allSatisfy(\.isFinite) else { throw Self.refuse("image_mean", "three numbers", mean) }
    guard deviation.count == 3, deviation.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw Self.refuse("image_std", "three numbers above 0", deviation)
    }
  }

  private static func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
    .configuration(file: fileName, field: field, expected: expected, actual: "\(actual)")
  }
}
