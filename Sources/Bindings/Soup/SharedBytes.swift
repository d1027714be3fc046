import CSoup

/// Immutable bytes that any number of clients can be sent without a copy.
@safe public final class SharedBytes: @unchecked Sendable {
  // @unchecked: a GBytes never changes and its reference count is atomic.
  let handle: OpaquePointer
  public let count: Int

  /// Copies `bytes` once (`g_bytes_new`).
  public init(_ bytes: [UInt8]) {
    count = bytes.count
    unsafe handle = bytes.withUnsafeBytes { unsafe g_bytes_new($0.baseAddress, gsize($0.count)) }
  }

  /// The UTF-8 bytes of `text`.
  public convenience init(_ text: String) { self.init(Array(text.utf8)) }

  deinit { unsafe g_bytes_unref(handle) }
}

extension SharedBytes {
  /// A copy of the bytes.
  public var bytes: [UInt8] { unsafe Self.contents(handle) }

  /// A copy of what `bytes` holds; frees it (+1). Empty for `nil`.
  static func contents(adopting bytes: OpaquePointer?) -> [UInt8] {
    guard let bytes = unsafe bytes else { return [] }
    defer { unsafe g_bytes_unref(bytes) }
    return unsafe contents(bytes)
  }

  private static func contents(_ bytes: OpaquePointer) -> [UInt8] {
    var count: gsize = 0
    guard let data = unsafe g_bytes_get_data(bytes, &count) else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: data, count: Int(count)))
  }
}
