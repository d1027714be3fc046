public import Foundation
public import Vocabulary

/// Whether the places that an encoder's patch maps mark are those that its scores come from: measured by `bench maps`, kept as `maps.json`
/// beside the weights and their calibration, valid for those weights only.
public struct MapVerdict: Sendable, Hashable, Codable {
  /// A mean over pictures with its 95 % interval.
  public struct Gain: Sendable, Hashable, Codable {
    public let mean: Double
    public let low: Double
    public let high: Double

    /// - Parameters:
    ///   - mean: over pictures.
    ///   - low: lower end of the interval.
    ///   - high: upper end of the interval.
    public init(mean: Double, low: Double, high: Double) {
      self.mean = mean
      self.low = low
      self.high = high
    }
  }

  public static let fileName = "maps.json"

  /// Hash of the weights that were measured.
  public let model: Fingerprint
  /// The pack whose conditions were explained.
  public let pack: String
  public let pictures: Int
  /// How much smaller the area under the score is while the map's places go first than while places go at random.
  public let deletionGain: Gain
  /// How much larger the area under the score is while the map's places come first than while places come at random.
  public let insertionGain: Gain

  /// - Parameters:
  ///   - model: hash of the weights.
  ///   - pack: the pack's id.
  ///   - pictures: how many were measured.
  ///   - deletionGain: by deletion, random less map.
  ///   - insertionGain: by insertion, map less random.
  public init(model: Fingerprint, pack: String, pictures: Int, deletionGain: Gain, insertionGain: Gain) {
    self.model = model
    self.pack = pack
    self.pictures = pictures
    self.deletionGain = deletionGain
    self.insertionGain = insertionGain
  }

  /// Whether the map is shown: better than a random order both ways, the whole interval of each.
  public var isFaithful: Bool { deletionGain.low > 0 && insertionGain.low > 0 }

  enum CodingKeys: String, CodingKey {
    case pack, pictures
    case model = "model_sha256"
    case deletionGain = "deletion_gain"
    case insertionGain = "insertion_gain"
  }

  /// The verdict beside the weights, if there is one that was measured on them.
  ///
  /// - Parameters:
  ///   - directory: the model's.
  ///   - model: hash of its weights.
  /// - Returns: `nil` where nothing was measured, or other weights were.
  /// - Throws: ``DetectionError/calibration(file:problem:)`` for a file that is there and cannot be read.
  public static func read(in directory: URL, model: Fingerprint) throws(DetectionError) -> MapVerdict? {
    let file = directory.appending(path: fileName)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    guard let bytes = FileManager.default.contents(atPath: file.path),
      let verdict = try? JSONDecoder().decode(MapVerdict.self, from: bytes)
    else {
      throw .calibration(file: file.path, problem: "is no verdict on maps; remove it, or measure anew with `bench maps --save`")
    }
    return verdict.model == model ? verdict : nil
  }

  /// Writes it beside the weights.
  ///
  /// - Parameter directory: the model's.
  /// - Throws: what writing a file throws.
  public func write(in directory: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try (encoder.encode(self) + Data("\n".utf8)).write(to: directory.appending(path: Self.fileName), options: .atomic)
  }
}
