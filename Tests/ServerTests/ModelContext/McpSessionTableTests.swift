import Configuration
import Testing
import Vocabulary

@testable import Server

struct McpSessionTableTests {
  private let viewer = Principal(name: "v", role: .viewer, isLocal: false)
  private let other = Principal(name: "w", role: .viewer, isLocal: false)

  private func moment(_ seconds: Int) -> Moment { Moment(monotonic: .seconds(seconds), wallMilliseconds: Int64(seconds) * 1_000) }

  private func table(_ change: (inout McpLimits) -> Void = { _ in }) -> McpSessionTable {
    var limits = McpLimits()
    limits.idle = .seconds(100)
    change(&limits)
    return McpSessionTable(limits: limits)
  }

  @Test func `ends what nobody used, and not what hears notifications`() throws {
    var table = table()
    let idle = try table.start(viewer, .november2025, browser: nil, at: moment(0)).session
    let hearing = try table.start(viewer, .november2025, browser: nil, at: moment(0)).session
    table.change(hearing.id) { $0.isListening = true }
    #expect(table.use(idle.id, by: viewer, at: moment(99)) != nil)
    #expect(table.endIdle(at: moment(198)).isEmpty)
    #expect(table.use(idle.id, by: viewer, at: moment(199)) == nil)
    #expect(table.endIdle(at: moment(199)) == [idle.id])
    #expect(table.use(hearing.id, by: viewer, at: moment(10_000)) != nil)
  }

  @Test func `too many of one cost it its least used, and never who listens`() throws {
    var table = table { $0.sessionsOfOne = 2 }
    let listening = try table.start(viewer, .november2025, browser: nil, at: moment(0)).session
    table.change(listening.id) { $0.isListening = true }
    let second = try table.start(viewer, .november2025, browser: nil, at: moment(1)).session
    #expect(try table.start(viewer, .november2025, browser: nil, at: moment(2)).ended == [second.id])
    #expect(try table.start(other, .november2025, browser: nil, at: moment(2)).ended.isEmpty)
    #expect(table.count == 3)
  }

  @Test func `thousands of sessions stay within the bound`() throws {
    var table = table()
    for index in 0..<5_000 { _ = try table.start(viewer, .november2025, browser: nil, at: moment(index / 100)) }
    #expect(table.count == McpLimits().sessionsOfOne)
  }

  @Test func `another principal, or the same with another scope, has no part in it`() throws {
    var table = table()
    let session = try table.start(viewer, .november2025, browser: nil, at: moment(0)).session
    #expect(table.use(session.id, by: other, at: moment(1)) == nil)
    let scoped = Principal(name: "v", role: .viewer, isLocal: false, scopes: [.mcpWrite])
    #expect(table.use(session.id, by: scoped, at: moment(1)) == nil)
  }
}
