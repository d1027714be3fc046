import CGLib
import CSoup

/// Numeric host and port of a socket address.
struct Endpoint {
  var host = ""
  var port: UInt16 = 0
  var isLoopback = false

  init(_ address: UnsafeMutablePointer<GSocketAddress>?) {
    guard let inet = unsafe skino_inet_socket_address(address), let inner = unsafe g_inet_socket_address_get_address(inet)
    else { return }
    unsafe port = g_inet_socket_address_get_port(inet)
    unsafe isLoopback = g_inet_address_get_is_loopback(inner) != 0
    guard let text = unsafe g_inet_address_to_string(inner) else { return }
    unsafe host = String(cString: text)
    unsafe g_free(text)
  }
}
