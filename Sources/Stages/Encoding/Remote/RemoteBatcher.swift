internal import Soup
internal import Vocabulary

/// Brings views of several streams together into requests, as ``BatchPlan`` decides.
///
/// - Threading: an actor; it only collects, sends and hands out.
actor RemoteBatcher {
  typealias Vectors = Result<[[Float]], RemoteFault>

  private struct Waiting {
    let pictures: [PackedPicture]
    let continuation: CheckedContinuation<Vectors, Never>
  }

  private let client: RemoteClient
  private let dialect: any RemoteDialect
  private let patience: Duration
  private let time: any TimeSource
  private var plan: BatchPlan
  private var waiting: [Int: Waiting] = [:]
  private var nextID = 0
  private var alarm: Task<Void, Never>?

  init(client: RemoteClient, dialect: any RemoteDialect, settings: RemoteSettings, time: any TimeSource) {
    self.client = client
    self.dialect = dialect
    self.time = time
    patience = settings.patience
    plan = BatchPlan(limit: min(settings.batchLimit, dialect.batchLimit ?? .max), window: settings.batchWindow)
  }

  /// The vectors of a view's pictures.
  func vectors(
    _ pictures: [PackedPicture], of stream: StreamIdentifier, deadline: Moment
  ) async throws(RemoteFault) -> [[Float]] {
    nextID += 1
    let id = nextID
    let item = BatchPlan.Item(id: id, stream: stream, count: pictures.count, arrived: time.now(), deadline: deadline)
    guard plan.add(item) else {
      await client.noteRefusal()
      throw .busy(limit: plan.waitingLimit)
    }
    let result: Vectors = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting[id] = Waiting(pictures: pictures, continuation: continuation)
        Task { await self.turn() }
      }
    } onCancel: {
      Task { await self.giveUp(id) }
    }
    return try result.get()
  }

  private func giveUp(_ id: Int) {
    plan.remove(id)
    waiting.removeValue(forKey: id)?.continuation.resume(returning: .failure(.noAnswer(.cancelled)))
  }

  private func turn() async {
    let expected = await client.expected
    while true {
      switch plan.next(at: time.now(), expected: expected) {
      case .idle: return
      case .wait(let until): return setAlarm(until)
      case .send(let items): Task { await self.send(items) }
      }
    }
  }

  private func setAlarm(_ moment: Moment) {
    alarm?.cancel()
    let interval = moment.since(time.now())
    alarm = Task { [weak self] in
      if interval > .zero { try? await Task.sleep(for: interval) }
      if !Task.isCancelled { await self?.turn() }
    }
  }

  private func send(_ items: [BatchPlan.Item]) async {
    let present = items.filter { waiting[$0.id] != nil }
    // Pictures of unlike size cannot share a tensor.
    let groups = Dictionary(grouping: present) { waiting[$0.id]?.pictures.first?.size ?? PackedPicture.Size(width: 0, height: 0) }
    await withDiscardingTaskGroup { tasks in
      for group in groups.values { tasks.addTask { await self.sendAlike(group) } }
    }
    plan.finish(items)
    await turn()
  }

  private func sendAlike(_ items: [BatchPlan.Item]) async {
    let views = items.compactMap { item in waiting[item.id].map { (item.id, $0.pictures) } }
    let pictures = views.flatMap(\.1)
    guard !pictures.isEmpty else { return }
    do throws(RemoteFault) {
      let request = try dialect.request(pictures: pictures)
      await client.noteBatch(pictures: pictures.count)
      let rows = try await client.send(request, within: patience) { [dialect] answer throws(RemoteFault) in
        try dialect.vectors(answer, count: pictures.count, of: .image)
      }
      var place = 0
      for (id, own) in views {
        finish(id, .success(Array(rows[place..<place + own.count])))
        place += own.count
      }
    } catch {
      for (id, _) in views { finish(id, .failure(error)) }
    }
  }

  private func finish(_ id: Int, _ result: Vectors) { waiting.removeValue(forKey: id)?.continuation.resume(returning: result) }
}
