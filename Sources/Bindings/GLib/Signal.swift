public import CGLib

/// Connecting GObject signals so that a callback's box dies with its connection.
public enum Signal {
  /// Connects `handler`, a `@convention(c)` function cast to `GCallback` whose last parameter is the box.
  ///
  /// The box is retained until the object dies or the handler is disconnected (`g_signal_connect_data`'s destroy-notify).
  /// - Returns: the handler's id for ``disconnect(_:_:)``.
  @discardableResult
  public static func connect(
    _ object: UnsafeMutableRawPointer, _ name: String, _ handler: @escaping GCallback, retaining box: AnyObject
  ) -> UInt {
    unsafe g_signal_connect_data(
      object, name, handler, Unmanaged.passRetained(box).toOpaque(),
      { data, _ in if let data = unsafe data { unsafe Unmanaged<AnyObject>.fromOpaque(data).release() } },
      GConnectFlags(rawValue: 0))
  }

  public static func disconnect(_ object: UnsafeMutableRawPointer, _ identifier: UInt) {
    unsafe g_signal_handler_disconnect(object, identifier)
  }
}
