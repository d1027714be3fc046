public import Foundation
internal import OpenVINO
public import Vocabulary

/// The image side of a SigLIP or MedSigLIP directory as Hugging Face lays it out, at f32 and on the full grid.
///
/// - Threading: preprocessing and inference run on `executor`, one view at a time.
/// - Source: goldens of small random checkpoints in `Tests/Fixtures/encoding`, made by `Tools/golden/siglip.py`.
public actor SigLIPEncoder: ImageEncoder {
  public nonisolated let description: EncoderDescription
  /// Where preprocessing and inference run.
  public nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let configuration: SigLIPConfiguration
  private let writer: PatchWriter
  private let request: InferenceRequest
  private let patches: Tensor

  /// Reads, compiles and warms up the vision tower at `directory`.
  ///
  /// - Parameters:
  ///   - directory: as Hugging Face lays it out.
  ///   - preprocessing: the rule of the pictures that the model is used like.
  ///   - threads: those of one inference.
  ///   - hashes: what is remembered of its files, for the fingerprint.
  ///   - executor: where preprocessing and inference will run.
  ///   - device: where inference will run, as the library calls it.
  /// - Note: blocks for seconds with the real one.
  public init(
    directory: URL, preprocessing: SigLIPPreprocessing = .serving, threads: Int = 2, hashes: FileHashes = FileHashes(folder: nil),
    executor: QueueExecutor = QueueExecutor(name: "encoding.image", quality: .userInteractive),
    device: String = DeviceChoice.processor
  ) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    let configuration = files.configuration
    self.configuration = configuration
    writer = PatchWriter(
      mode: preprocessing, processor: files.processor, imageSide: configuration.imageSide, patchSide: configuration.patchSide)
    let graph = try SigLIPVisionGraph(configuration: configuration).draw(over: files.checkpoint)
    let places = configuration.gridSide * configuration.gridSide
    let table = try files.checkpoint.floats(SigLIPVisionGraph.positionsName, shape: [places, configuration.vision.width])
    let compiled = try Engine(threads: threads, device: device).compile(graph, named: "siglip-vision")
    (request, patches) = try engine { () throws(OpenVINOError) in
      let request = try compiled.makeRequest()
      let patches = try Tensor(Float.self, shape: [1, places, configuration.patchValueCount])
      try request.set("patches", to: patches)
      try request.set("positions", to: Tensor(table, shape: [places, configuration.vision.width]))
      try patches.withMutableElements(of: Float.self) { $0.update(repeating: 0) }
      try request.infer()
      return (request, patches)
    }
    self.executor = executor
    description = try files.describe(preprocessing, hashes)
  }

  /// Embeds the whole frame, whatever `deadline` says: with one token count there is nothing to leave out.
  public func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
    let picture = view.frame.pixels
    try engine { () throws(OpenVINOError) in
      try patches.withMutableElements(of: Float.self) { writer.write(picture, into: &$0) }
    }
    let (vector, map) = try run()
    let side = configuration.gridSide
    return [
      ImageEmbedding(
        region: .whole, vector: vector, tokens: side * side, isFullGrid: true,
        patches: PatchGrid(
          region: mapRegion(of: picture), columns: side, rows: side, dimension: configuration.dimension,
          values: map))
    ]
  }

  /// The tower alone, on patches as ``PatchWriter`` lays them out.
  func vectors(patches values: [Float]) throws(EncodingError) -> (vector: [Float], map: [Float]) {
    try engine { () throws(OpenVINOError) in
      try patches.withMutableElements(of: Float.self) { span in
        for place in values.indices { span[place] = values[place] }
      }
    }
    return try run()
  }

  /// Runs on what is filled in.
  private func run() throws(EncodingError) -> (vector: [Float], map: [Float]) {
    let (vector, map) = try engine { () throws(OpenVINOError) in
      try request.infer()
      return (try request.output("embedding"), try request.output("patch_map"))
    }
    return (
      try Vectors.unit(vector[...], output: "embedding"),
      try Vectors.unitGrid(map, width: configuration.dimension, output: "patch_map")
    )
  }

  /// What the grid covers in fractions of the frame: padding reaches beyond it, pixels after the last whole patch are left out.
  private func mapRegion(of picture: PixelBuffer) -> Region {
    let padding = writer.mode.padding(width: picture.width, height: picture.height)
    let share = Double(configuration.gridSide * configuration.patchSide) / Double(configuration.imageSide)
    let (width, height) = (Double(picture.width), Double(picture.height))
    return Region(
      x: -Double(padding.left) / width, y: -Double(padding.top) / height,
      width: share * (width + Double(padding.left + padding.right)) / width,
      height: share * (height + Double(padding.top + padding.bottom)) / height, weight: 1)
  }
}
