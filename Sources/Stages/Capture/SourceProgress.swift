import Vocabulary

/// Decides what becomes of a pulled source: when it is live, lost or done, when to rewind and when to connect again.
struct SourceProgress {
  enum Signal: Sendable {
    case firstPicture
    case endOfStream
    case problem(SourceProblem)
    /// The end of a recording was reached, but it cannot be rewound.
    case rewindRefused
    /// Time passes; since when nothing has come.
    case tick(silentFor: Duration)
  }

  enum Step: Hashable {
    case goOn
    case rewind
    /// Close, tell the viewers (if there is anything to tell), open again.
    case reopen(after: Duration, SourceProblem?)
    /// Close for good.
    case finish(SourceState, SourceProblem?)
  }

  private let isRecording: Bool
  private let isFile: Bool
  private let playback: PulledPlayback
  private let timing: PulledTiming
  private var failedAttempts = 0
  private var isLive = false

  init(address: SourceAddress, playback: PulledPlayback, timing: PulledTiming) {
    isRecording = !address.isLive
    isFile = address.kind == .file
    self.playback = playback
    self.timing = timing
  }

  mutating func take(_ signal: Signal) -> Step {
    switch signal {
    case .firstPicture:
      isLive = true
      failedAttempts = 0
      return .goOn
    case .endOfStream: return atEnd()
    case .problem(let problem): return problem.isFinal || isFile ? .finish(.failed, problem) : reopen(problem)
    case .rewindRefused:
      isLive = false
      return .reopen(after: .zero, nil)
    case .tick(let silence):
      guard silence > patience else { return .goOn }
      return isFile ? atStandstill() : reopen(.silent)
    }
  }

  private var patience: Duration {
    if isLive { return isFile ? timing.stillLimit : timing.silenceLimit }
    guard isFile else { return timing.connectLimit }
    return timing.connectLimit * Self.sharesOfFile[min(failedAttempts, Self.sharesOfFile.count - 1)]
  }

  /// A file's first picture comes within a fraction of a second, or its reader stands still: decodebin3 of GStreamer 1.22 does,
  /// for good, in some of a hundred openings on a busy machine. So the first attempts are short.
  private static let sharesOfFile = [0.2, 0.4, 1]

  private mutating func atEnd() -> Step {
    if isRecording && playback == .once { return isLive ? .finish(.ended, nil) : .finish(.failed, .empty) }
    if isFile && !isLive { return .finish(.failed, .empty) }
    return isFile ? .rewind : reopen(.closed)
  }

  /// A file that says neither a picture nor its end: cut off, or over without a word.
  private mutating func atStandstill() -> Step {
    guard isLive else {
      // Once or twice may be the machine's fault, thrice is the file's.
      failedAttempts += 1
      return failedAttempts < Self.sharesOfFile.count ? .reopen(after: .zero, nil) : .finish(.failed, .unfinished)
    }
    if playback == .once { return .finish(.ended, nil) }
    isLive = false
    return .reopen(after: .zero, nil)
  }

  private mutating func reopen(_ problem: SourceProblem) -> Step {
    isLive = false
    failedAttempts += 1
    return .reopen(after: timing.reconnectDelay * min(4, 1 << min(failedAttempts - 1, 2)), problem)
  }
}
