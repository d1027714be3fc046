public import Vocabulary

/// Scores the vectors of a frame against a pack. Built once for each pack and encoder.
///
/// Evidence over the several embeddings of a frame is the maximum of the whole's and of each crop's less the encoder's deduction,
/// and so calibrations are fitted.
/// - Threading: a value without state; callable from any thread.
public struct Detector: Sendable {
  public let pack: Pack
  public let encoder: EncoderDescription
  /// Conditions whose probability a calibration stands behind.
  public let proven: Set<ConditionIdentifier>
  let entries: [Condition]
  let known: Set<ConditionIdentifier>?
  let curves: [ConditionIdentifier: PlattCurve]
  /// For each entry the fitted head that scores it in place of the wordings.
  let heads: [TrainedHead?]
  private let scale: Double
  let gate: DomainGate
  /// Rows: evidence of each entry, similarity of each, then each entry's templates.
  let matrix: DirectionMatrix
  /// Where dense maps are read along, one row for each entry.
  let maps: [[Float]]
  private let showsMaps: Bool

  /// Embeds the pack's prompts and builds the detector.
  /// - Parameters:
  ///   - pack: the conditions, controls and wordings to score against.
  ///   - embedder: the text side that belongs to `encoder`.
  ///   - encoder: whose vectors will be scored.
  ///   - calibration: left aside where it was fitted for another model or pack.
  ///   - known: what the encoder was trained on, where it says so; other conditions are left out of the findings.
  ///   - showsMaps: whether regions are read off the encoder's patch maps; without, a crop that gave the evidence is the region.
  /// - Throws: ``DetectionError/texts(problem:)``, ``DetectionError/dimension(expected:actual:)``, ``DetectionError/notFinite``.
  public init<Embedder: TextEmbedder>(
    _ pack: Pack, embedder: Embedder, encoder: EncoderDescription, calibration: Calibration? = nil,
    known: Set<ConditionIdentifier>? = nil, showsMaps: Bool = true
  ) async throws(DetectionError) {
    let prompts = PackPrompts(pack)
    let vectors: [[Float]]
    do throws(Embedder.Failure) {
      vectors = try await embedder.encode(prompts.texts)
    } catch {
      throw .texts(problem: "\(error)")
    }
    try self.init(
      pack, prompts: prompts, vectors: vectors, encoder: encoder, calibration: calibration, known: known, showsMaps: showsMaps)
  }

  /// Builds the detector from vectors that were embedded before.
  /// - Parameters:
  ///   - pack: the conditions, controls and wordings to score against.
  ///   - prompts: those of `pack`.
  ///   - vectors: one for each of `prompts.texts`, in order, of L2 norm 1.
  ///   - encoder: whose vectors will be scored.
  ///   - calibration: left aside where it was fitted for another model or pack.
  ///   - known: what the encoder was trained on, where it says so; other conditions are left out of the findings.
  ///   - showsMaps: whether regions are read off the encoder's patch maps; without, a crop that gave the evidence is the region.
  ///   - heads: fitted ones that take the wordings' place for their conditions, and add them to those that are known.
  public init(
    _ pack: Pack, prompts: PackPrompts, vectors: [[Float]], encoder: EncoderDescription, calibration: Calibration? = nil,
    known: Set<ConditionIdentifier>? = nil, showsMaps: Bool = true, heads: [TrainedHead] = []
  ) throws(DetectionError) {
    guard vectors.count == prompts.texts.count else {
      throw .vectorCount(expected: prompts.texts.count, actual: vectors.count)
    }
    for vector in vectors { try Self.check(vector, dimension: encoder.dimension) }
    self.pack = pack
    self.encoder = encoder
    for head in heads where head.weights.count != encoder.dimension {
      throw .dimension(expected: encoder.dimension, actual: head.weights.count)
    }
    let trained = Dictionary(heads.map { ($0.condition, $0) }, uniquingKeysWith: { first, _ in first })
    self.known = known.map { $0.union(trained.keys) }
    self.showsMaps = showsMaps
    entries = pack.conditions + pack.controls
    self.heads = entries.map { trained[$0.id] }
    var curves = calibration.map { $0.fits(encoder, pack) ? $0.curves : [:] } ?? [:]
    for (condition, head) in trained { curves[condition] = head.curve }
    self.curves = curves
    proven = Set(curves.keys).intersection(pack.conditions.map(\.id))
    scale = pack.temperature.map { 1 / $0 } ?? Double(encoder.logitScale)
    let directions = PackDirections(prompts, vectors: vectors)
    matrix = DirectionMatrix(
      directions.evidence + directions.similarity + directions.differences.flatMap(\.self), dimension: encoder.dimension)
    maps = directions.maps(
      conditions: pack.conditions.indices.filter { index in known.map { $0.contains(pack.conditions[index].id) } ?? true })
    gate = DomainGate(encoder, inDomain: directions.gateIn, outOfDomain: directions.gateOut)
  }

  /// Scores the embeddings of one frame.
  /// - Parameters:
  ///   - embeddings: at least one; the whole frame's comes first.
  ///   - ignoringGate: scores refused frames too, as `evaluate` needs; the reasons still stand in the result.
  ///   - located: for how many findings, from the top, regions are worked out.
  public func detect(
    _ embeddings: [ImageEmbedding], ignoringGate: Bool = false, located: Int = 6
  ) throws(DetectionError) -> FrameDetection {
    guard !embeddings.isEmpty else { throw .noEmbedding }
    for embedding in embeddings { try Self.check(embedding, dimension: encoder.dimension) }
    let verdict = gate.judge(embeddings)
    guard verdict.isInDomain || ignoringGate else {
      return FrameDetection(
        gateReasons: [.notSkin], domainMargin: verdict.margin, findings: [], controls: [], embeddingIndices: [:])
    }
    let products = verdict.accepted.map { scoredRows(embeddings[$0]) }
    let best = entries.indices.map { entry in products.indices.max { products[$0][entry] < products[$1][entry] } ?? 0 }
    let ranked = ranked(entries.indices.map { score(products[best[$0]], entry: $0) })
    let places = regions(of: ranked.prefix(located).map(\.entry), in: verdict.accepted.map { embeddings[$0] }, best: best)
    let findings = ranked.enumerated().map { rank, item in
      finding(item.entry, item.score, rank < places.count ? places[rank] : [])
    }
    let controls = Set(pack.controls.map(\.id))
    return FrameDetection(
      gateReasons: verdict.isInDomain ? [] : [.notSkin], domainMargin: verdict.margin,
      findings: findings.filter { !controls.contains($0.condition) },
      controls: findings.filter { controls.contains($0.condition) },
      embeddingIndices: Dictionary(
        zip(entries.map(\.id), best.map { verdict.accepted[$0] }), uniquingKeysWith: { first, _ in first }))
  }

  /// What one vector says of a condition, as if it were the whole frame's; `nil` if the pack has no such entry.
  public func score(_ vector: [Float], of condition: ConditionIdentifier) throws(DetectionError) -> VectorScore? {
    try Self.check(vector, dimension: encoder.dimension)
    return entries.firstIndex { $0.id == condition }.map { entry in
      var products = matrix.product(vector[...])
      if let head = heads[entry] { products[entry] = Float(head.evidence(vector)) }
      return score(products, entry: entry)
    }
  }

  /// What a condition's evidence means.
  ///
  /// - Parameters:
  ///   - condition: which.
  ///   - evidence: on the scale of its findings.
  /// - Returns: 0…1; `nil` where no calibration stands behind it.
  public func probability(of condition: ConditionIdentifier, evidence: Double) -> Double? {
    curves[condition]?.probability(evidence)
  }

  /// The matrix's rows for one embedding; evidence already less what is taken off a crop.
  private func scoredRows(_ embedding: ImageEmbedding) -> [Float] {
    var products = matrix.product(embedding.vector[...])
    let deduction = Float(encoder.deduction(of: embedding))
    for entry in entries.indices {
      // A head was fitted on whole frames and crops alike.
      if let head = heads[entry] {
        products[entry] = Float(head.evidence(embedding.vector))
      } else {
        products[entry] -= deduction
      }
    }
    return products
  }

  private func score(_ products: [Float], entry: Int) -> VectorScore {
    let first = 2 * entries.count + entry * pack.templates.count
    // The softmax of two is the logistic function of their difference.
    let presences = (first..<(first + pack.templates.count)).map { 1 / (1 + exponential(-scale * Double(products[$0]))) }
    let evidence = Double(products[entry])
    return VectorScore(
      similarity: Double(products[entries.count + entry]), presence: presences.reduce(0, +) / Double(presences.count),
      evidence: evidence, probability: curves[entries[entry].id]?.probability(evidence))
  }

  /// Known entries, the most probable first; what has no probability is placed by its presence.
  private func ranked(_ scores: [VectorScore]) -> [(entry: Int, score: VectorScore)] {
    let shown = scores.enumerated().filter { index, _ in
      known.map { $0.contains(entries[index].id) || entries[index].isControl } ?? true
    }
    return shown.map { (entry: $0.offset, score: $0.element) }
      .sorted { ($0.score.probability ?? $0.score.presence, $1.entry) > ($1.score.probability ?? $1.score.presence, $0.entry) }
  }

  private func finding(_ entry: Int, _ score: VectorScore, _ regions: [Region]) -> Finding {
    Finding(
      condition: entries[entry].id, similarity: score.similarity, presence: score.presence, evidence: score.evidence,
      probability: score.probability, proven: score.probability != nil, regions: regions, head: heads[entry]?.reference)
  }

  private func regions(of chosen: [Int], in embeddings: [ImageEmbedding], best: [Int]) -> [[Region]] {
    EvidenceMaps(chosen.map { maps[$0] }, dimension: encoder.dimension)
      .regions(in: showsMaps ? embeddings : embeddings.map(\.withoutPatches), best: chosen.map { best[$0] })
  }

  private static func check(_ embedding: ImageEmbedding, dimension: Int) throws(DetectionError) {
    try check(embedding.vector, dimension: dimension)
    if let grid = embedding.patches, grid.dimension != dimension {
      throw .dimension(expected: dimension, actual: grid.dimension)
    }
  }

  private static func check(_ vector: [Float], dimension: Int) throws(DetectionError) {
    guard vector.count == dimension else { throw .dimension(expected: dimension, actual: vector.count) }
    guard vector.allSatisfy(\.isFinite) else { throw .notFinite }
  }
}
