public import Foundation
internal import OpenVINO
internal import Synchronization
public import Vocabulary

/// The small image encoder that ships with the project: the whole frame and its best crop, each squashed to a square.
///
/// - Threading: preprocessing and inference run on `executor`, one view at a time; towers side by side.
/// - Source: `Models/skinlite/model.json` states the input's rule; the view rule is the one its calibration was fitted under.
public actor SkinLiteEncoder: ImageEncoder {
  public nonisolated let description: EncoderDescription
  /// Where preprocessing and inference run.
  public nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let model: SkinLiteDescription
  private let resizer: PictureResizer
  private let whole: SkinLiteRequest
  private let crop: SkinLiteRequest
  private let time: any TimeSource
  /// How long whole frame and crop take together; learned from each view that had both.
  private var cropCost: Duration

  /// The rule's name in fingerprints and records.
  static let viewRule = "squash antialiased bilinear; whole frame, best square crop/1"

  /// Reads, compiles and warms up the model at `directory`; refuses one whose files are not those that its description names.
  ///
  /// - Parameters:
  ///   - directory: where its description, graph and weights lie.
  ///   - text: fingerprint of the text side that belongs to it.
  ///   - precision: in which the graph computes; preprocessing and outputs are f32 always.
  ///   - threads: those of one tower's inference. A second one took a seventh more processor time at f32 and a fifth more at bf16
  ///     (`bench road` on two cores); two towers side by side took a twentieth more.
  ///   - hashes: what is remembered of its files, for the check and the fingerprint.
  ///   - executor: where preprocessing and inference will run.
  ///   - time: tells whether a deadline leaves time for a crop.
  ///   - device: where inference will run, as the library calls it.
  /// - Note: blocks for some tenths of a second; uses a core for each tower where there are as many.
  public init(
    directory: URL, text: Fingerprint, precision: Precision = .f32, threads: Int = 1,
    hashes: FileHashes = FileHashes(folder: nil),
    executor: QueueExecutor = QueueExecutor(name: "encoding.image", quality: .userInteractive),
    time: any TimeSource = SystemTime(), device: String = DeviceChoice.processor
  ) throws(EncodingError) {
    model = try SkinLiteDescription.read(directory, hashes)
    resizer = PictureResizer(width: model.input.side, height: model.input.side)
    let engine = try Engine(threads: threads, precision: precision, device: device)
    description = try Self.describe(model, directory, text: text, engine, hashes)
    let towers = try SkinLiteTowers(directory, model, engine)
    (whole, crop) = (try SkinLiteRequest(towers, model), try SkinLiteRequest(towers, model))
    self.executor = executor
    self.time = time
    let start = ContinuousClock.now
    _ = try SkinLiteRequest.run([whole])
    cropCost = ContinuousClock.now - start
  }

  static func describe(
    _ model: SkinLiteDescription, _ directory: URL, text: Fingerprint, _ engine: Engine, _ hashes: FileHashes
  ) throws(EncodingError) -> EncoderDescription {
    var builder = FingerprintBuilder()
    for name in model.graphNames + [SkinLiteDescription.weightsName, SkinLiteDescription.fileName] {
      try builder.add(file: directory.appending(path: name), hashes)
    }
    builder.add("text", text.text)
    builder.add(
      "precision", ([engine.arithmetic()] + (SkinLiteGraph.rule(engine.precision).map { [$0] } ?? [])).joined(separator: ", "))
    builder.add("view", viewRule)
    return EncoderDescription(
      model: "\(model.name) \(model.version)", fingerprint: builder.fingerprint(), precision: engine.precision.rawValue,
      preprocessing: "skinlite", dimension: model.dimension, logitScale: model.temperature, domainThreshold: model.gate.threshold,
      // Calibrations are fitted for the weights, whatever else the fingerprint covers.
      weights: Fingerprint(try hashes.sha256(of: directory.appending(path: SkinLiteDescription.weightsName))),
      cropDeduction: model.evidence?.cropDeduction ?? 0)
  }

  /// Embeds the whole frame, and the first region's square if `deadline` leaves the time that this took before.
  public func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
    let picture = view.frame.pixels
    let start = time.now()
    guard let region = view.regions.first, deadline.since(start) > cropCost else {
      // What is not tried is not measured: believe a little less in it each time, or one slow second would end crops for good.
      cropCost = cropCost * 0.97
      return try embed(picture, [wholeFrame(picture)])
    }
    let box = PixelBox(region, width: picture.width, height: picture.height).squared(width: picture.width, height: picture.height)
    let square = Crop(
      request: crop, box: box, region: box.region(width: picture.width, height: picture.height, weight: region.weight))
    let result = try embed(picture, [wholeFrame(picture), square])
    // A slow average: one hiccup must not cost the next second its crops.
    cropCost = cropCost * 0.9 + time.now().since(start) * 0.1
    return result
  }

  private struct Crop {
    let request: SkinLiteRequest
    let box: PixelBox
    let region: Region
  }

  private func wholeFrame(_ picture: PixelBuffer) -> Crop {
    Crop(request: whole, box: .whole(width: picture.width, height: picture.height), region: .whole)
  }

  private func embed(_ picture: PixelBuffer, _ crops: [Crop]) throws(EncodingError) -> [ImageEmbedding] {
    for crop in crops { try crop.request.fill(from: picture, box: crop.box, resizer) }
    let outputs = try SkinLiteRequest.run(crops.map(\.request))
    var embeddings: [ImageEmbedding] = []
    for (crop, output) in zip(crops, outputs) { embeddings.append(try output.embedding(of: crop.region, model)) }
    return embeddings
  }
}
