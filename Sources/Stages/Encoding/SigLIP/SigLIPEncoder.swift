public import Foundation
internal import OpenVINO
public import Vocabulary

/// The image side of a SigLIP or MedSigLIP directory as Hugging Face lays it out.
///
/// A frame gets as many tokens as its deadline allows: the full grid, or patches of the region that Framing chose first and of the whole
/// frame. Beside it the full grid of a frame now and then advances by slices.
///
/// - Threading: preprocessing and inference run on `executor`, one view at a time.
/// - Source: goldens of small random checkpoints in `Tests/Fixtures/encoding`, made by
///   `Tools/golden/siglip.py` and `positions.py`.
public actor SigLIPEncoder: ImageEncoder {
  public nonisolated let description: EncoderDescription
  /// Where preprocessing and inference run.
  public nonisolated let executor: QueueExecutor
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let configuration: SigLIPConfiguration
  private let writer: PatchWriter
  private let chain: SliceChain
  private let walk: ChainWalk
  private let time: any TimeSource
  private let tokenLimit: Int?
  private let positions: PositionTable
  private var budget: TokenBudget
  private var fullGrid: FullGridJob

  /// Tokens of the first run, which packs the weights, and of the second, which is timed.
  private static let warmUpTokens = 64

  /// Reads, compiles and warms up the vision tower at `directory`.
  ///
  /// - Parameters:
  ///   - directory: as Hugging Face lays it out.
  ///   - preprocessing: the rule of the pictures that the model is used like.
  ///   - precision: in which it computes.
  ///   - tokenLimit: tokens that no frame gets more of; `nil` = the full grid.
  ///   - gridShare: share of the time that full grids may take beside frames with fewer tokens, 0…1.
  ///   - caches: where int8 weights are kept; `nil` = made anew at each start.
  ///   - threads: those of one inference.
  ///   - hashes: what is remembered of its files, for the fingerprint.
  ///   - executor: where preprocessing and inference will run.
  ///   - time: what deadlines are measured with.
  ///   - device: where inference will run, as the library calls it.
  /// - Note: blocks for seconds with the real one.
  public init(
    directory: URL, preprocessing: SigLIPPreprocessing = .serving, precision: Precision = .f32, tokenLimit: Int? = nil,
    gridShare: Double = 0.2, caches: URL? = nil, threads: Int = 2, hashes: FileHashes = FileHashes(folder: nil),
    executor: QueueExecutor = QueueExecutor(name: "encoding.image", quality: .userInteractive),
    time: any TimeSource = SystemTime(), device: String = DeviceChoice.processor
  ) throws(EncodingError) {
    let files = try SigLIPDirectory(directory)
    let configuration = files.configuration
    let (side, patchSide) = (configuration.gridSide, configuration.patchSide)
    let engine = try Engine(threads: threads, precision: precision, device: device)
    chain = try SliceChain(try files.visionGraph(precision, caches: caches, hashes), over: files.checkpoint, on: engine)
    walk = try ChainWalk(chain)
    positions = PositionTable(
      try files.checkpoint.floats(SigLIPVisionGraph.positionsName, shape: [side * side, configuration.vision.width]), side: side,
      width: configuration.vision.width)
    writer = PatchWriter(
      mode: preprocessing, processor: files.processor, imageSide: configuration.imageSide, patchSide: patchSide)
    budget = TokenBudget(grid: side * side)
    fullGrid = FullGridJob(share: gridShare)
    description = try files.describe(preprocessing, engine, hashes)
    (self.configuration, self.executor, self.time, self.tokenLimit) = (configuration, executor, time, tokenLimit)
    try Self.warmUp(walk, positions, &budget, side: side, time)
    chain.forgetWeights()
  }

  private static func warmUp(
    _ walk: ChainWalk, _ positions: PositionTable, _ budget: inout TokenBudget, side: Int, _ time: any TimeSource
  ) throws(EncodingError) {
    let edge = min(side, Int(Double(warmUpTokens).squareRoot()))
    for run in 0..<2 {
      let start = time.now()
      try walk.begin(positions: positions.positions(columns: edge, rows: edge)) { $0.update(repeating: 0) }
      try walk.finish()
      if run == 1 { budget.note(tokens: edge * edge, milliseconds: time.now().since(start).milliseconds) }
    }
  }

  /// Embeds the whole frame where `deadline` allows the full grid, else as many patches as it allows, half of them in its best region.
  ///
  /// - Note: at least 16 tokens are looked at, however late it is.
  public func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
    let start = time.now()
    let grid = configuration.gridSide * configuration.gridSide
    let tokens = min(budget.choose(remaining: deadline.since(start).milliseconds), tokenLimit ?? grid)
    let embeddings: [ImageEmbedding]
    if tokens >= grid { embeddings = [try whole(view.frame.pixels)] } else { embeddings = [try quick(view, tokens)] }
    budget.note(
      tokens: embeddings.reduce(0) { $0 + $1.tokens }, milliseconds: time.now().since(start).milliseconds)
    if tokens < grid { fullGrid.offer(view.frame, answeredBy: embeddings) }
    return embeddings
  }

  private func whole(_ picture: PixelBuffer) throws(EncodingError) -> ImageEmbedding {
    let side = configuration.gridSide
    try walk.begin(positions: positions.positions(columns: side, rows: side)) { writer.write(picture, into: &$0) }
    try walk.finish()
    return try wholeEmbedding(of: walk, picture)
  }

  private func wholeEmbedding(of walk: ChainWalk, _ picture: PixelBuffer) throws(EncodingError) -> ImageEmbedding {
    let side = configuration.gridSide
    let box = writer.gridBox(width: picture.width, height: picture.height)
    return ImageEmbedding(
      region: .whole, vector: try vector(of: walk), tokens: side * side, isFullGrid: true,
      patches: PatchGrid(
        region: box.region(width: picture.width, height: picture.height, weight: 1), columns: side, rows: side,
        dimension: configuration.dimension, values: try map(of: walk, first: side * side)))
  }

  /// At most `tokens` patches, half of them in the best region; the map is of that.
  private func quick(_ view: View, _ tokens: Int) throws(EncodingError) -> ImageEmbedding {
    let picture = view.frame.pixels
    let (width, height) = (picture.width, picture.height)
    let writer = writer(for: picture)
    let choice = PatchChoice(
      view.regions.first, picture: .whole(width: width, height: height), grid: writer.gridBox(width: width, height: height),
      side: writer.gridSide, tokens: max(tokens, PatchChoice.fewest))
    try walk.begin(positions: positions.positions(at: choice.places, side: choice.side)) {
      writer.write(picture, choice.places, into: &$0)
    }
    try walk.finish()
    return ImageEmbedding(
      region: view.regions.first ?? .whole, vector: try vector(of: walk), tokens: choice.places.count, isFullGrid: false,
      patches: PatchGrid(
        region: choice.closeBox.region(width: width, height: height, weight: 1), columns: choice.close.columns.count,
        rows: choice.close.rows.count, dimension: configuration.dimension, values: try map(of: walk, first: choice.close.count)))
  }

  /// Cuts a picture as finely as its own pixels allow; as the full grid is cut, where that is as fine.
  private func writer(for picture: PixelBuffer) -> PatchWriter {
    let (patchSide, own) = (configuration.patchSide, configuration.gridSide)
    let side = PatchChoice.side(of: writer.box(width: picture.width, height: picture.height), patchSide: patchSide, own: own)
    return side == own
      ? writer
      : PatchWriter(mode: writer.mode, processor: writer.processor, imageSide: side * patchSide, patchSide: patchSide)
  }

  private func vector(of walk: ChainWalk) throws(EncodingError) -> [Float] {
    try Vectors.unit(try walk.output("embedding")[...], output: "embedding")
  }

  /// Of the first `count` patches.
  private func map(of walk: ChainWalk, first count: Int) throws(EncodingError) -> [Float] {
    let width = configuration.dimension
    let rows = try walk.output("patch_map")
    return try Vectors.unitGrid(
      rows.count == count * width ? rows : Array(rows.prefix(count * width)), width: width, output: "patch_map")
  }

  /// One slice of the full grid that is on its way, of a layer on tiles one stretch, if it is its turn.
  public func advanceFullGrid() async throws(EncodingError) -> FullGridProgress {
    let start = time.now()
    guard fullGrid.mayRun(at: start.monotonic) else { return .idle }
    defer { fullGrid.note(time.now().since(start)) }
    let side = configuration.gridSide
    let finished = try fullGrid.step(on: chain) { (walk, frame) throws(EncodingError) in
      try walk.begin(positions: positions.positions(columns: side, rows: side)) { writer.write(frame.pixels, into: &$0) }
    }
    guard let (walk, frame, fast) = finished else { return .advanced }
    return .finished(FullGridResult(frame: frame, full: try wholeEmbedding(of: walk, frame.pixels), fast: fast))
  }

  /// The tower alone, on patches of a full grid as ``PatchWriter`` lays them out.
  func vectors(patches values: [Float]) throws(EncodingError) -> (vector: [Float], map: [Float]) {
    try vectors(patches: values, columns: configuration.gridSide, rows: configuration.gridSide)
  }

  /// The tower alone, on `rows` by `columns` patches.
  func vectors(patches values: [Float], columns: Int, rows: Int) throws(EncodingError) -> (vector: [Float], map: [Float]) {
    try vectors(patches: values, positions: positions.positions(columns: columns, rows: rows))
  }

  /// The tower alone, on patches at these positions.
  func vectors(patches values: [Float], positions: [Float]) throws(EncodingError) -> (vector: [Float], map: [Float]) {
    try walk.begin(positions: positions) { span in
      for place in values.indices { span[place] = values[place] }
    }
    try walk.finish()
    return (try vector(of: walk), try map(of: walk, first: positions.count / configuration.vision.width))
  }
}
