import Vocabulary

@testable import Server

/// A workbench of the stream `demo` that remembers what it was asked.
actor FakeWorkbench: WorkbenchBackend {
  private(set) var points: [OperatingPointQuery] = []
  private(set) var questions: [WhatIfQuery] = []
  private var revision = "r1"

  private func check(_ stream: StreamIdentifier) throws(BackendError) {
    guard stream == .demo else { throw .unknownStream(stream) }
  }

  private var name: PackName {
    PackName(
      Pack(
        id: "dermatology", version: 1, name: "Dermatology", regionStrategy: "skin",
        gate: PackGate(inDomain: [], outOfDomain: []), templates: [], normalTerms: [], outOfDomainTerms: [], temperature: nil,
        conditions: [], controls: [], fingerprint: Fingerprint("f")))
  }

  private func state() -> PackState { PackState(live: name, previous: nil, shadow: nil, revision: revision) }

  func operatingPoint(_ stream: StreamIdentifier, _ query: OperatingPointQuery) throws(BackendError) -> OperatingPoint {
    try check(stream)
    points.append(query)
    return OperatingPoint(
      condition: query.condition, prevalence: query.prevalence,
      evidence: .init(state: .none, words: "Nothing is known.", pictures: 0, positives: 0, groups: 0, population: nil),
      alertsAnHour: .init(rate: Estimate(value: nil, interval: nil), words: "Nothing is kept."))
  }

  func whatIf(_ stream: StreamIdentifier, _ query: WhatIfQuery) throws(BackendError) -> WhatIf {
    try check(stream)
    questions.append(query)
    return WhatIf(
      stream: stream, from: RFC3339.text(wallMilliseconds: query.wall.lowerBound),
      to: RFC3339.text(wallMilliseconds: query.wall.upperBound), stepMilliseconds: 10_000, pack: name,
      frames: .init(kept: 0, refused: 0, otherEncoder: 0, watchedMilliseconds: 0), reason: "Nothing is kept.",
      took: .init(reading: 0, scoring: 0, deciding: 0), counted: .init(alerts: 0, verdicts: 0, isWhole: true),
      conditions: Dictionary(
        uniqueKeysWithValues: query.settings.map { ($0.key.text, WhatIf.Part(setting: $0.value, inUse: nil)) }))
  }

  func candidates() -> [PackCandidate] { [PackCandidate(pack: name, origin: "shipped", remarks: [])] }

  func addCandidate(_ bytes: [UInt8], by principal: Principal) throws(BackendError) -> PackCandidate {
    guard !bytes.isEmpty else { throw .unacceptable(status: 422, reason: "The pack has an error.") }
    return PackCandidate(pack: name, origin: "kept", remarks: [])
  }

  func pack(_ stream: StreamIdentifier) throws(BackendError) -> PackState {
    try check(stream)
    return state()
  }

  func startShadow(_ stream: StreamIdentifier, pack: String, by principal: Principal) throws(BackendError) -> PackState {
    try check(stream)
    return state()
  }

  func stopShadow(_ stream: StreamIdentifier, by principal: Principal) throws(BackendError) -> PackState {
    try check(stream)
    return state()
  }

  func promote(
    _ stream: StreamIdentifier, ifRevision wanted: String?, by principal: Principal
  ) throws(BackendError) -> PackState {
    try check(stream)
    if let wanted, wanted != revision { throw .stale(current: revision) }
    revision = "r2"
    return state()
  }

  func rollBack(
    _ stream: StreamIdentifier, ifRevision wanted: String?, by principal: Principal
  ) throws(BackendError) -> PackState {
    try check(stream)
    if let wanted, wanted != revision { throw .stale(current: revision) }
    throw .unacceptable(status: 409, reason: "No pack was promoted on this stream.")
  }

  func changes(_ stream: StreamIdentifier, limit: Int) throws(BackendError) -> [JournalEntry] {
    try check(stream)
    return []
  }
}
