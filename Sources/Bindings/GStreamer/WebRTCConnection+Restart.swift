import CGStreamer

extension WebRTCConnection {
  /// Credentials of one end's connectivity checks.
  public struct Credentials: Sendable, Hashable {
    public let fragment: String
    public let password: String

    public init(fragment: String, password: String) {
      self.fragment = fragment
      self.password = password
    }
  }

  /// Begins the connectivity checks anew with new credentials on both ends; DTLS and media go on.
  ///
  /// webrtcbin 1.22 cannot: this goes to libnice underneath (`nice_agent_restart_stream`).
  /// - Returns: our new credentials; `nil` if libnice refused.
  public func restart(remote: Credentials) -> Credentials? {
    guard let ice = unsafe skino_webrtc_ice(element.pointer) else { return nil }
    defer { unsafe g_object_unref(ice) }
    guard let agent = unsafe skino_ice_agent(ice) else { return nil }
    defer { unsafe g_object_unref(agent) }
    var fragment: UnsafeMutablePointer<CChar>?
    var password: UnsafeMutablePointer<CChar>?
    defer {
      unsafe g_free(fragment)
      unsafe g_free(password)
    }
    guard unsafe skino_ice_restart(agent, remote.fragment, remote.password, &fragment, &password) != 0,
      let fragment = unsafe fragment, let password = unsafe password
    else { return nil }
    return unsafe Credentials(fragment: String(cString: fragment), password: String(cString: password))
  }
}
