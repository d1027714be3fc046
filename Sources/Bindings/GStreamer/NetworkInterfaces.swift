import CGStreamer

/// The addresses of this machine.
public enum NetworkInterfaces {
  /// Numeric addresses of every interface that is up (`nice_interfaces_get_local_ips`), loopback included if asked for.
  public static func addresses(includingLoopback: Bool) -> [String] {
    var found: [String] = []
    let list = unsafe nice_interfaces_get_local_ips(includingLoopback ? 1 : 0)
    var item = unsafe list
    while let current = unsafe item {
      if let text = unsafe current.pointee.data {
        unsafe found.append(String(cString: text.assumingMemoryBound(to: CChar.self)))
        unsafe g_free(text)
      }
      unsafe item = current.pointee.next
    }
    unsafe g_list_free(list)
    return found
  }
}
