public import Foundation
internal import OpenVINO
public import Vocabulary

/// The image side of a SigLIP or MedSigLIP directory as Hugging Face lays it out.
///
/// A frame gets as many tokens as its deadline allows: the full grid, or tiles of the regions that Framing chose. Beside it the
/// full grid of a frame now and then advances by slices.
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
  private let tiles: TileWriter
  private let chain: SliceChain
  private let walk: ChainWalk
  private let time: any TimeSource
  private let tokenLimit: Int?
  private var positions: PositionTable
  private var budget: TokenBudget
  private var fullGrid: FullGridJob

  /// Regions of a frame that are looked at for their own sake.
  private static let regionLimit = 3
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
    tiles = TileWriter(mode: preprocessing, processor: files.processor, patchSide: patchSide)
    budget = TokenBudget(grid: side * side)
    fullGrid = FullGridJob(share: gridShare)
    description = try files.describe(preprocessing, engine, hashes)
    (self.configuration, self.executor, self.time, self.tokenLimit) = (configuration, executor, time, tokenLimit)
    try Self.warmUp(walk, &positions, &budget, side: side, time)
    chain.forgetWeights()
  }

  private static func warmUp(
    _ walk: ChainWalk, _ positions: inout PositionTable, _ budget: inout TokenBudget, side: Int, _ time: any TimeSource
  ) throws(EncodingError) {
    let edge = min(side, Int(Double(warmUpTokens).squareRoot()))
    for run in 0..<2 {
      let start = time.now()
      try walk.begin(positions: positions.positions(columns: edge, rows: edge)) { $0.update(repeating: 0) }
      try walk.finish()
      if run == 1 { budget.note(tokens: edge * edge, milliseconds: time.now().since(start).milliseconds) }
    }
  }

  /// Embeds the whole frame where `deadline` allows the full grid, else tiles of its best regions, or of the whole frame if it
  /// has none.
  ///
  /// - Note: at least 16 tokens are looked at, however late it is.
  public func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
    let start = time.now()
    let grid = configuration.gridSide * configuration.gridSide
    let tokens = min(budget.choose(remaining: deadline.since(start).milliseconds), tokenLimit ?? grid)
    let embeddings: [ImageEmbedding]
    if tokens >= grid { embeddings = [try whole(view.frame.pixels)] } else { embeddings = try tiled(view, tokens) }
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
    return try embedding(
      of: walk, region: .whole, mapRegion: mapRegion(of: picture), columns: side, rows: side, isFullGrid: true)
  }

  /// Tiles of the best regions, one after the other, while there are tokens for 16 patches.
  private func tiled(_ view: View, _ tokens: Int) throws(EncodingError) -> [ImageEmbedding] {
    let picture = view.frame.pixels
    let regions = view.regions.isEmpty ? [.whole] : view.regions.prefix(Self.regionLimit)
    var (left, embeddings) = (max(tokens, Tile.fewest), [ImageEmbedding]())
    for region in regions where left >= Tile.fewest {
      let tile = Tile(
        region, width: picture.width, height: picture.height, tokens: left, patchSide: configuration.patchSide)
      try walk.begin(positions: positions.positions(columns: tile.columns, rows: tile.rows)) {
        tiles.write(picture, tile, into: &$0)
      }
      try walk.finish()
      let seen = tile.box.region(width: picture.width, height: picture.height, weight: region.weight)
      embeddings.append(
        try embedding(
          of: walk, region: seen, mapRegion: seen, columns: tile.columns, rows: tile.rows, isFullGrid: false))
      left -= tile.tokens
    }
    return embeddings
  }

  /// What the finished `walk` gave.
  private func embedding(
    of walk: ChainWalk, region: Region, mapRegion: Region, columns: Int, rows: Int, isFullGrid: Bool
  ) throws(EncodingError) -> ImageEmbedding {
    let map = try Vectors.unitGrid(
      try walk.output("patch_map"), width: configuration.dimension, output: "patch_map")
    return ImageEmbedding(
      region: region, vector: try Vectors.unit(try walk.output("embedding")[...], output: "embedding"), tokens: columns * rows,
      isFullGrid: isFullGrid,
      patches: PatchGrid(region: mapRegion, columns: columns, rows: rows, dimension: configuration.dimension, values: map))
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
    try walk.begin(positions: positions.positions(columns: columns, rows: rows)) { span in
      for place in values.indices { span[place] = values[place] }
    }
    try walk.finish()
    return (
      try Vectors.unit(try walk.output("embedding")[...], output: "embedding"),
      try Vectors.unitGrid(try walk.output("patch_map"), width: configuration.dimension, output: "patch_map")
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
