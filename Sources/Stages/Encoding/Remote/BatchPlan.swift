internal import Vocabulary

/// Decides which waiting views travel together, and when: as soon as every stream that could add one has done so, the batch is
/// full, or waiting longer would cost the first one its deadline.
///
/// A value that reads no clock.
struct BatchPlan: Sendable {
  struct Item: Sendable, Hashable {
    let id: Int
    let stream: StreamIdentifier
    /// Pictures of this view.
    let count: Int
    let arrived: Moment
    let deadline: Moment
  }

  enum Decision: Sendable, Hashable {
    case send([Item])
    /// Nothing to do before this moment, unless something arrives or ends.
    case wait(until: Moment)
    case idle
  }

  /// Pictures of one request.
  let limit: Int
  /// Longest that an item waits for others.
  let window: Duration
  /// Requests under way at once; what comes meanwhile makes the next batch.
  let inFlightLimit: Int
  /// Items that may wait.
  let waitingLimit: Int
  private(set) var waiting: [Item] = []
  private var inFlight: [Set<StreamIdentifier>] = []
  private var lastSeen: [StreamIdentifier: Moment] = [:]

  /// A stream that has sent nothing for this long is not waited for.
  private static let memory = Duration.seconds(1)

  init(limit: Int, window: Duration, inFlightLimit: Int = 2, waitingLimit: Int = 64) {
    self.limit = limit
    self.window = window
    self.inFlightLimit = inFlightLimit
    self.waitingLimit = waitingLimit
  }

  /// - Returns: whether there was room.
  mutating func add(_ item: Item) -> Bool {
    guard waiting.count < waitingLimit else { return false }
    waiting.append(item)
    lastSeen[item.stream] = item.arrived
    return true
  }

  /// Forgets an item that nobody waits for any more.
  mutating func remove(_ id: Int) { waiting.removeAll { $0.id == id } }

  /// What to do now; what is sent no longer waits.
  /// - Parameter expected: how long a request usually takes.
  mutating func next(at now: Moment, expected: Duration) -> Decision {
    guard !waiting.isEmpty, inFlight.count < inFlightLimit else { return .idle }
    let latest = waiting.map { min($0.arrived.advanced(by: window), $0.deadline.advanced(by: .zero - expected)) }.min() ?? now
    guard isComplete(at: now) || now >= latest else { return .wait(until: latest) }
    return .send(take())
  }

  /// A batch has ended, however.
  mutating func finish(_ items: [Item]) {
    let streams = Set(items.map(\.stream))
    if let place = inFlight.firstIndex(of: streams) { inFlight.remove(at: place) }
  }

  private func isComplete(at now: Moment) -> Bool {
    if waiting.reduce(0, { $0 + $1.count }) >= limit { return true }
    let present = inFlight.reduce(into: Set(waiting.map(\.stream))) { $0.formUnion($1) }
    return lastSeen.allSatisfy { stream, seen in present.contains(stream) || now.since(seen) > Self.memory }
  }

  private mutating func take() -> [Item] {
    var chosen: [Item] = []
    var count = 0
    for item in waiting.sorted(by: { $0.deadline < $1.deadline }) where chosen.isEmpty || count + item.count <= limit {
      chosen.append(item)
      count += item.count
    }
    let ids = Set(chosen.map(\.id))
    waiting.removeAll { ids.contains($0.id) }
    inFlight.append(Set(chosen.map(\.stream)))
    lastSeen = lastSeen.filter { chosen[0].arrived.since($0.value) <= Self.memory }
    return chosen
  }
}
