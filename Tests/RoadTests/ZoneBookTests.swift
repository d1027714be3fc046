import Server
import Testing
import Vocabulary

@testable import Pipeline

/// What a zone hides, and what it must not.
@Suite(.timeLimit(.minutes(1)))
struct ZoneBookTests {
  private static func zone(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> IgnoredZone {
    IgnoredZone(x: x, y: y, width: width, height: height, label: "tattoo", by: "ada", at: "2026-01-01T00:00:00.000Z")
  }
  private static func region(_ x: Double, _ y: Double, _ side: Double = 0.1, weight: Double = 1) -> Region {
    Region(x: x, y: y, width: side, height: side, weight: weight)
  }
  private static func finding(_ regions: [Region]) -> Finding {
    Finding(condition: .melanoma, similarity: 0.3, presence: 0.9, evidence: 0.2, probability: 0.9, proven: true, regions: regions)
  }
  private static func kept(_ book: inout ZoneBook, _ regions: [Region]) -> Bool {
    var findings = [finding(regions)]
    book.filter(&findings)
    return !findings.isEmpty
  }
  private static func book(_ zones: IgnoredZone...) -> ZoneBook {
    var book = ZoneBook()
    book.set(zones)
    return book
  }

  @Test func `a finding whose evidence lies in a zone is not shown, and counted`() {
    var book = Self.book(Self.zone(0.4, 0.4, 0.3, 0.3))
    #expect(!Self.kept(&book, [Self.region(0.45, 0.45), Self.region(0.55, 0.55)]))
    #expect(Self.kept(&book, [Self.region(0.1, 0.1)]))
    #expect(book.state?.suppressed == 1)
    #expect(book.state?.frames == 1)
  }

  @Test func `evidence that is heavier outside keeps the finding`() {
    var book = Self.book(Self.zone(0.4, 0.4, 0.3, 0.3))
    let (inside, outside) = (Self.region(0.45, 0.45), Self.region(0.1, 0.1, weight: 0.26))
    #expect(Self.kept(&book, [inside, outside]), "a fifth and more of the evidence lies elsewhere")
    #expect(!Self.kept(&book, [inside, Self.region(0.1, 0.1, weight: 0.24)]))
  }

  @Test func `what cannot be placed is never hidden`() {
    var book = Self.book(Self.zone(0, 0, 1, 1))
    #expect(Self.kept(&book, []))
    #expect(Self.kept(&book, [.whole]))
    #expect(book.state?.suppressed == 0)
  }

  @Test func `regions in a zone are not offered to the encoder's crops`() {
    let book = Self.book(Self.zone(0.4, 0.4, 0.3, 0.3))
    let (inside, across, outside) = (Self.region(0.5, 0.5), Self.region(0.35, 0.5), Self.region(0.1, 0.1))
    #expect(book.offered([inside, across, outside]) == [across, outside])
    #expect(ZoneBook().offered([inside]) == [inside])
  }

  @Test func `two zones side by side hide what lies across both`() {
    var book = Self.book(Self.zone(0.4, 0.4, 0.1, 0.3), Self.zone(0.5, 0.4, 0.1, 0.3))
    #expect(!Self.kept(&book, [Self.region(0.45, 0.45)]))
  }

  @Test func `a session that is over takes its zones with it`() {
    var book = Self.book(Self.zone(0.4, 0.4, 0.3, 0.3))
    book.clear()
    #expect(book.state == nil)
    #expect(Self.kept(&book, [Self.region(0.45, 0.45)]))
  }

  @Test func `zones that were taken away leave their count`() {
    var book = Self.book(Self.zone(0.4, 0.4, 0.3, 0.3))
    _ = Self.kept(&book, [Self.region(0.45, 0.45)])
    book.set([])
    #expect(book.state == ZoneState(items: [], suppressed: 1, frames: 1))
  }

  @Test func `a stream's findings in a zone raise no alert, and a new session looks again`() async {
    let road = await TestRoad(detector: FakeDetector(regions: [Self.region(0.45, 0.45)]))
    var events = road.hub.subscribe().makeAsyncIterator()
    #expect(await road.analyse(250, &events)?.findings.count == 1)
    road.stream.zones.set([Self.zone(0.4, 0.4, 0.3, 0.3)])
    for _ in 0..<12 {
      road.time.advance(by: .milliseconds(200))
      #expect(await road.analyse(250, &events)?.findings.isEmpty == true)
    }
    #expect(road.stream.alerting.isEmpty)
    #expect(road.stream.state.zones?.suppressed == 12)
    road.stream.change(to: .lost, nil)
    #expect(road.stream.state.zones == nil)
    #expect(await road.analyse(250, &events)?.findings.count == 1)
    await road.stop()
  }
}
