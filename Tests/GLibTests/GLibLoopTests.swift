import CGLib
import GLib
import Testing

@GLibActor private final class Counter {
  nonisolated init() {}
  var value = 0
  func add() { value += 1 }
}

private final class Canary: Sendable {
  private let sing: @Sendable () -> Void
  init(_ sing: @escaping @Sendable () -> Void) { self.sing = sing }
  deinit { sing() }
}

@Suite struct `GLib loop` {
  @Test func `runs isolated work one piece at a time on its own thread`() async {
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<500 { group.addTask { await counter.add() } }
    }
    let value = await counter.value
    #expect(value == 500)
  }

  @Test func `a callback's box dies with its object`() async {
    await confirmation { died in
      let object = unsafe g_object_new_with_properties(skino_simple_type(), 0, nil, nil)
      func connect() {
        let handler: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Void = {
          _, _, _ in
        }
        unsafe Signal.connect(
          UnsafeMutableRawPointer(object!), "notify", unsafeBitCast(handler, to: GCallback.self), retaining: Canary { died() })
      }
      connect()
      unsafe g_object_unref(object)
    }
  }
}
