import Foundation
import Testing
import Vocabulary

@testable import Capture

@Suite struct `The progress of a source` {
  private let timing = PulledTiming(reconnectDelay: .seconds(2), connectLimit: .seconds(15), silenceLimit: .seconds(5))
  private let problem = SourceProblem(code: "x", text: "x")

  private func progress(_ url: String, _ playback: PulledPlayback = .looped) throws -> SourceProgress {
    SourceProgress(address: try SourceAddress(url, policy: .standard), playback: playback, timing: timing)
  }

  @Test func `waits longer with each attempt that fails, and starts anew after a picture`() throws {
    var progress = try progress("rtsp://127.0.0.1/a")
    for seconds in [2, 4, 8, 8, 8] {
      #expect(progress.take(.problem(problem)) == .reopen(after: .seconds(seconds), problem))
    }
    #expect(progress.take(.firstPicture) == .goOn)
    #expect(progress.take(.endOfStream) == .reopen(after: .seconds(2), .closed))
  }

  @Test func `gives up where trying cannot help`() throws {
    var progress = try progress("rtsp://127.0.0.1/a")
    let wrongPassword = SourceProblem(code: "x", text: "x", isFinal: true)
    #expect(progress.take(.problem(wrongPassword)) == .finish(.failed, wrongPassword))
  }

  @Test func `calls a silent sender lost, sooner once it was live`() throws {
    var progress = try progress("rtsp://127.0.0.1/a")
    #expect(progress.take(.tick(silentFor: .seconds(14))) == .goOn)
    #expect(progress.take(.tick(silentFor: .seconds(16))) == .reopen(after: .seconds(2), .silent))
    _ = progress.take(.firstPicture)
    #expect(progress.take(.tick(silentFor: .seconds(4))) == .goOn)
    #expect(progress.take(.tick(silentFor: .seconds(6))) == .reopen(after: .seconds(2), .silent))
  }

  @Test func `rewinds a looped file, ends one that is played once, and waits for neither for ever`() throws {
    // A URL, not a path with a scheme before it: the checkout may lie in a folder with a space.
    let file = URL(fileURLWithPath: #filePath).absoluteString
    var looped = try progress(file)
    _ = looped.take(.firstPicture)
    #expect(looped.take(.endOfStream) == .rewind)
    #expect(looped.take(.rewindRefused) == .reopen(after: .zero, nil))
    // A slide may stay for long; a clip that never says that it is over begins again all the same.
    _ = looped.take(.firstPicture)
    #expect(looped.take(.tick(silentFor: .seconds(29))) == .goOn)
    #expect(looped.take(.tick(silentFor: .seconds(31))) == .reopen(after: .zero, nil))
    var once = try progress(file, .once)
    _ = once.take(.firstPicture)
    #expect(once.take(.endOfStream) == .finish(.ended, nil))
    var mute = try progress(file, .once)
    _ = mute.take(.firstPicture)
    #expect(mute.take(.tick(silentFor: .seconds(31))) == .finish(.ended, nil))
    var cut = try progress(file)
    for limit in [3, 6] {
      #expect(cut.take(.tick(silentFor: .seconds(limit))) == .goOn)
      #expect(cut.take(.tick(silentFor: .seconds(limit) + .milliseconds(1))) == .reopen(after: .zero, nil))
    }
    #expect(cut.take(.tick(silentFor: .seconds(14))) == .goOn)
    #expect(cut.take(.tick(silentFor: .seconds(16))) == .finish(.failed, .unfinished))
    var empty = try progress(file)
    #expect(empty.take(.endOfStream) == .finish(.failed, .empty))
  }
}

@Suite struct `The account of a decoder` {
  private func at(_ number: Int) -> Duration { .milliseconds(33 * number) }

  @Test func `finds the pictures that did not come out`() {
    var ledger = UnitLedger()
    for number in 0..<5 { ledger.enter(at(number), isKey: number == 0) }
    #expect(ledger.leave(at(0)) == 0)
    #expect(ledger.leave(at(3)) == 2)
    #expect(ledger.leave(at(4)) == 0)
  }

  @Test func `is not misled by pictures that go in before those they follow`() {
    var ledger = UnitLedger()
    for number in [0, 3, 1, 2] { ledger.enter(at(number), isKey: number == 0) }
    #expect((0..<4).map { ledger.leave(at($0)) } == [0, 0, 0, 0])
  }

  @Test func `begins at a key frame, and anew after a seek`() {
    var ledger = UnitLedger()
    ledger.enter(at(0), isKey: false)
    ledger.enter(at(1), isKey: true)
    ledger.reset()
    ledger.enter(at(0), isKey: false)
    ledger.enter(at(2), isKey: true)
    #expect(ledger.leave(at(2)) == 0)
  }
}
