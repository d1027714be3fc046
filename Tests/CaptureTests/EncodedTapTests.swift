import Capture
import Synchronization
import Testing
import Vocabulary

@Suite struct `An encoded tap` {
  private let format = EncodedFormat(codec: .vp8, caps: "video/x-vp8")

  private func unit(_ number: Int, isKey: Bool) -> EncodedUnit {
    EncodedUnit(format: format, bytes: [UInt8(number)], presentation: .milliseconds(number * 33), isKey: isKey)
  }

  @Test(.timeLimit(.minutes(1))) func `a viewer who leaves while units come stands in nobody's way`() async {
    let (tap, key) = (EncodedTap(), unit(1, isKey: true))
    for _ in 0..<2000 {
      let viewer = Task { for await _ in tap.subscribe() {} }
      let publisher = Task.detached { for _ in 0..<20 { tap.publish(key) } }
      let leaver = Task.detached { viewer.cancel() }
      await publisher.value
      await leaver.value
      await viewer.value
    }
    #expect(!tap.hasViewers)
  }

  @Test func `begins with a key frame and asks for one`() async {
    let tap = EncodedTap()
    let requests = Atomic<Int>(0)
    tap.onKeyFrameRequest { requests.add(1, ordering: .relaxed) }
    #expect(!tap.hasViewers)
    let units = tap.subscribe()
    #expect(tap.hasViewers)
    #expect(requests.load(ordering: .relaxed) == 1)
    for number in 0..<6 { tap.publish(unit(number, isKey: number == 3)) }
    tap.finish()
    var seen: [UInt8] = []
    for await unit in units { seen += unit.bytes }
    #expect(seen == [3, 4, 5])
    #expect(tap.droppedCount == 0, "what came before the first key frame was never due")
  }

  @Test func `lets a slow viewer fall back to the next key frame`() async {
    let tap = EncodedTap()
    let requests = Atomic<Int>(0)
    let units = tap.subscribe()
    tap.onKeyFrameRequest { requests.add(1, ordering: .relaxed) }
    let bound = EncodedTap.queueBound
    for number in 0..<(bound + 5) { tap.publish(unit(number, isKey: number == 0)) }
    #expect(requests.load(ordering: .relaxed) == 1)
    var iterator = units.makeAsyncIterator()
    for number in 0..<bound { #expect(await iterator.next()?.bytes == [UInt8(number)]) }
    tap.publish(unit(100, isKey: false))
    tap.publish(unit(101, isKey: true))
    #expect(await iterator.next()?.bytes == [101])
    #expect(tap.droppedCount == 6, "five that found the queue full, and one that waited for the key frame")
  }

  @Test func `forgets a viewer that leaves`() async {
    let tap = EncodedTap()
    let (left, leaving) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      for await _ in tap.subscribe() { leaving.finish() }
    }
    while !tap.hasViewers { await Task.yield() }
    tap.publish(unit(0, isKey: true))
    for await _ in left {}
    task.cancel()
    await task.value
    #expect(!tap.hasViewers)
  }

  @Test func `ends its viewers when the source ends, and later ones at once`() async {
    let tap = EncodedTap()
    let units = tap.subscribe()
    tap.finish()
    for await _ in units { Issue.record("a unit after the end") }
    for await _ in tap.subscribe() { Issue.record("a unit after the end") }
    #expect(!tap.hasViewers)
  }
}
