/// A C pointer on its way from a callback into the loop's isolation; the callback already runs on the loop's thread.
struct Handed<Value>: @unchecked Sendable {
  // @unchecked: it never leaves the thread that made it.
  let value: Value
  init(_ value: Value) { self.value = value }
}
