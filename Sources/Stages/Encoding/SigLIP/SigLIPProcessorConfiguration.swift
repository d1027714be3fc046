import Foundation

/// What `preprocessor_config.json` says; what it leaves out has the published default.
///
/// - Source: Hugging Face `SiglipImageProcessor`; since version 5 the same lies in `processor_config.json` under
///   `image_processor`.
struct SigLIPProcessorConfiguration {
  let filter: ResampleFilter
  let mean: [Float]
  let deviation: [Float]

  static let fileName = "preprocessor_config.json"
  static let nestedFileName = "processor_config.json"

  private struct File: Decodable {
    struct Size: Decodable {
      let height: Int?
      let width: Int?
    }
    /// Pillow's number: 2 bilinear, 3 bicubic.
    let resample: Int?
    let image_mean: [Float]?
    let image_std: [Float]?
    let size: Size?
    let do_resize: Bool?
    let do_rescale: Bool?
    let do_normalize: Bool?
    let rescale_factor: Double?
  }

  private struct Nested: Decodable {
    let image_processor: File
  }

  /// - Parameter imageSide: the vision tower's, which the file must not contradict.
  init(directory: URL, imageSide: Int) throws(EncodingError) {
    let file = try Self.read(directory)
    switch file.resample ?? 3 {
    case 2: filter = .bilinear
    case 3: filter = .bicubic
    case let other: throw Self.refuse("resample", "2 (bilinear) or 3 (bicubic)", other)
    }
    // Without normalising, a value stays what rescaling made of it: mean 0, deviation 1.
    let normalizes = file.do_normalize ?? true
    mean = normalizes ? file.image_mean ?? [0.5, 0.5, 0.5] : [0, 0, 0]
    deviation = normalizes ? file.image_std ?? [0.5, 0.5, 0.5] : [1, 1, 1]
    guard mean.count == 3, mean.allSatisfy(\.isFinite) else { throw Self.refuse("image_mean", "three numbers", mean) }
    guard deviation.count == 3, deviation.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw Self.refuse("image_std", "three numbers above 0", deviation)
    }
    try Self.check(file, imageSide)
  }

  private static func read(_ directory: URL) throws(EncodingError) -> File {
    let (plain, nested) = (directory.appending(path: fileName), directory.appending(path: nestedFileName))
    let manager = FileManager.default
    if !manager.fileExists(atPath: plain.path), manager.fileExists(atPath: nested.path) {
      return try JSONFile.decode(Nested.self, at: nested).image_processor
    }
    return try JSONFile.decode(File.self, at: plain)
  }

  /// What this server does to every picture, and the file must not deny.
  private static func check(_ file: File, _ imageSide: Int) throws(EncodingError) {
    guard file.do_resize ?? true else { throw refuse("do_resize", "true", false) }
    guard file.do_rescale ?? true else { throw refuse("do_rescale", "true", false) }
    let factor = file.rescale_factor ?? 1 / 255
    guard abs(factor * 255 - 1) < 1e-6 else { throw refuse("rescale_factor", "1/255", factor) }
    for (name, side) in [("height", file.size?.height), ("width", file.size?.width)] {
      guard let side, side != imageSide else { continue }
      throw refuse("size.\(name)", "\(imageSide), the vision tower's image_size", side)
    }
  }

  private static func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
    .configuration(file: fileName, field: field, expected: expected, actual: "\(actual)")
  }
}
