public import Vocabulary

extension KnowledgeLibrary {
  /// Gives a statement of a note another wording. The old ones stay readable, and a signature of the old one does not hold for the new.
  ///
  /// - Parameters:
  ///   - identifier: the passage, exactly as it was read: if somebody corrected it meanwhile, this fails.
  ///   - correction: the new wording, its sources and the reason.
  ///   - who: a principal's name.
  /// - Returns: the statement as it is now.
  /// - Throws: ``KnowledgeError``; everything is as it was then.
  public func correct(
    passage identifier: String, _ correction: StatementCorrection, by who: String
  ) async throws(KnowledgeError) -> KnowledgePassage {
    guard let own else { throw .readOnly }
    let passage = try present(identifier)
    guard passage.kind == .note, let shipped = shelf.shipped[passage.id] else { throw .notCorrectable(passage.title) }
    let asked = try CorrectionRules.checked(correction)
    let sources = asked.sources ?? passage.sources
    // What is to be looked at again may be kept as it is: that is said by correcting it to itself.
    guard passage.review != nil || asked.text != passage.text || sources != passage.sources else {
      throw .correction(pointer: "/text", allowed: "another wording, or other sources, than it has")
    }
    let version = (passage.correction?.version ?? 1) + 1
    let row = CorrectionRow(
      passage: CorrectionRow.identifier(former: passage.id, version: version, text: asked.text, sources: sources),
      former: passage.id, base: shipped.id, baseText: shipped.draft.text, baseSources: shipped.draft.sources,
      document: passage.document, section: passage.section, text: asked.text, sources: sources,
      correction: KnowledgeCorrection(version: version, by: who, at: time.now().rfc3339, reason: asked.reason))
    let heading = PassageHeading.embedded(shipped.draft.saying(row.text, row.sources), title: passage.title)
    let vectors = try await embedder.encode([heading])
    // Somebody may have corrected it while it was turned into a vector.
    _ = try present(passage.id)
    try KnowledgeError.store { try own.store(row, of: passage, vector: vectors[0], embedder: embedder.fingerprint) }
    try reload()
    return try self.passage(row.passage)
  }

  /// Every wording that a statement has had, the one that ships first.
  ///
  /// - Parameter identifier: the passage under any of its wordings, or the only one that begins so.
  /// - Returns: the wordings, in order; the last is in force.
  /// - Throws: ``KnowledgeError/unknown(_:)``.
  public func history(of identifier: String) throws(KnowledgeError) -> [KnowledgeVersion] {
    try refresh()
    let rows = try KnowledgeError.store { try own?.corrections() ?? [] }
    let byPassage = Dictionary(rows.map { ($0.passage, $0) }) { first, _ in first }
    var last = rows.last { $0.passage == identifier || $0.former == identifier }?.passage
    if last == nil { last = try passage(identifier).id }
    // From any wording on to the present one.
    while let next = rows.last(where: { $0.former == last }) { last = next.passage }
    var (chain, place): ([CorrectionRow], String) = ([], last ?? identifier)
    while let row = byPassage[place] {
      chain.insert(row, at: 0)
      place = row.former
    }
    return try versions(chain, from: place)
  }

  private func versions(_ chain: [CorrectionRow], from first: String) throws(KnowledgeError) -> [KnowledgeVersion] {
    let signatures = try KnowledgeError.store { try own?.signatureRows() ?? [] }
    func standing(_ id: String) -> [KnowledgeSignature] { signatures.filter { $0.passage == id }.map(\.signature) }
    let shipped: KnowledgeVersion
    if let row = chain.first {
      shipped = KnowledgeVersion(
        version: 1, passage: first, text: row.baseText, sources: row.baseSources, correction: nil, signatures: standing(first))
    } else {
      let passage = try passage(first)
      shipped = KnowledgeVersion(
        version: 1, passage: first, text: passage.text, sources: passage.sources, correction: nil, signatures: standing(first))
    }
    return [shipped]
      + chain.map { row in
        KnowledgeVersion(
          version: row.correction.version, passage: row.passage, text: row.text, sources: row.sources, correction: row.correction,
          signatures: standing(row.passage))
      }
  }

  /// What is to be looked at again, by document.
  ///
  /// - Returns: statements with their reasons, and corrections and signatures that fit no statement any more.
  /// - Throws: ``KnowledgeError`` if the store cannot be read.
  public func toReview() throws(KnowledgeError) -> [KnowledgeReviewItem] {
    try refresh()
    return shelf.passages.compactMap { passage in passage.review.map { KnowledgeReviewItem(passage: passage, review: $0) } }
      + shelf.unplaced.map { KnowledgeReviewItem(passage: nil, review: $0) }
  }

  /// The passage that is there now under this very identifier.
  ///
  /// - Throws: ``KnowledgeError/superseded(current:)`` where somebody corrected it.
  func present(_ identifier: String) throws(KnowledgeError) -> KnowledgePassage {
    try refresh()
    do throws(KnowledgeError) { return try passage(identifier) } catch {
      guard case .unknown = error, let newest = try? history(of: identifier).last else { throw error }
      throw .superseded(current: newest.passage)
    }
  }

  // MARK: For the journal

  /// Changes that the journal does not have, oldest first.
  ///
  /// - Parameter limit: how many at most.
  /// - Returns: the changes.
  /// - Throws: ``KnowledgeError`` if the store cannot be read.
  public func unjournalledChanges(limit: Int = 100) throws(KnowledgeError) -> [KnowledgeChange] {
    try KnowledgeError.store { try own?.unjournalledChanges(limit: limit) ?? [] }
  }

  /// Notes that the journal has them.
  ///
  /// - Parameter sequence: the last one that it has.
  /// - Throws: ``KnowledgeError`` if the store cannot be written.
  public func markJournalled(through sequence: Int64) throws(KnowledgeError) {
    try KnowledgeError.store { try own?.markJournalled(through: sequence) }
  }
}

extension PassageDraft {
  /// The same statement in other words.
  func saying(_ text: String, _ sources: [KnowledgeSource]) -> PassageDraft {
    PassageDraft(condition: condition, section: section, about: about, locator: locator, text: text, sources: sources)
  }
}
