import Vocabulary

/// Times the stages of one frame.
struct StageWatch {
  private let time: any TimeSource
  private(set) var stages: [RoadStage: Duration] = [:]

  init(_ time: any TimeSource) { self.time = time }

  mutating func measure<Result>(_ stage: RoadStage, _ work: () throws -> Result) rethrows -> Result {
    let start = time.now()
    let result = try work()
    stages[stage] = time.now().since(start)
    return result
  }

  mutating func measure<Result>(_ stage: RoadStage, _ work: () async throws -> Result) async rethrows -> Result {
    let start = time.now()
    let result = try await work()
    stages[stage] = time.now().since(start)
    return result
  }
}
