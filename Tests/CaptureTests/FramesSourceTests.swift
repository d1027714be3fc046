import Capture
import Pictures
import Testing
import Vocabulary

@Suite struct `Pushed frames` {
  @Test func `are numbered, decoded in order, and end with the stream`() async throws {
    let log = EventLog()
    let source = FramesSource(onEvent: log.receive)
    for (number, side) in [32, 48, 64].enumerated() {
      let jpeg = try TestPictures.quarters(width: side, height: side).jpeg()
      #expect(await source.push(jpeg) == FramesSource.Receipt(sequence: UInt64(number + 1), outcome: .delivered))
    }
    source.close()
    #expect(log.states == [.connecting, .live, .ended])
    #expect(log.pictures.map(\.pixels.width) == [32, 48, 64])
    #expect(await source.push([]).outcome == .closed)
  }

  @Test func `count a damaged one and go on`() async throws {
    let log = EventLog()
    let source = FramesSource(onEvent: log.receive)
    let jpeg = try TestPictures.quarters(width: 64, height: 64).jpeg()
    #expect(await source.push(Array(jpeg[..<(jpeg.count / 2)])).outcome == .damaged(.damaged))
    #expect(log.states == [.connecting])
    #expect(await source.push(jpeg).outcome == .delivered)
    #expect(log.damaged == 1)
    #expect(log.pictures.count == 1)
  }

  @Test func `under a flood come each to one end, the newest delivered`() async throws {
    let log = EventLog()
    let source = FramesSource(onEvent: log.receive)
    let jpeg = try TestPictures.quarters(width: 640, height: 480).jpeg()
    let receipts = await withTaskGroup { group in
      for _ in 0..<50 { group.addTask { await source.push(jpeg) } }
      return await group.reduce(into: [FramesSource.Receipt]()) { $0.append($1) }
    }
    #expect(Set(receipts.map(\.sequence)) == Set(1...50))
    #expect(receipts.allSatisfy { $0.outcome == .delivered || $0.outcome == .superseded })
    #expect(receipts.first { $0.sequence == 50 }?.outcome == .delivered)
    #expect(log.pictures.count == receipts.count { $0.outcome == .delivered })
    let moments = log.pictures.map(\.capturedAt)
    #expect(moments == moments.sorted())
  }
}
