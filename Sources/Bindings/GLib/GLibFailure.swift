public import CGLib

/// What a GLib-style function reported.
///
/// The message comes from C and may quote its input: it is for logs that hold no patient data, never for a reply.
public struct GLibFailure: Error, Sendable, CustomStringConvertible {
  /// The C function that failed.
  public let function: String
  public let domain: String
  public let code: Int
  public let message: String

  /// Takes over `error` and frees it.
  public init(function: String, adopting error: UnsafeMutablePointer<GError>?) {
    self.function = function
    guard let error = unsafe error else {
      (domain, code, message) = ("", 0, "no reason given")
      return
    }
    unsafe domain = g_quark_to_string(error.pointee.domain).map { unsafe String(cString: $0) } ?? ""
    unsafe code = Int(error.pointee.code)
    unsafe message = error.pointee.message.map { unsafe String(cString: $0) } ?? ""
    unsafe g_error_free(error)
  }

  public var description: String { "\(function) failed (\(domain) \(code))" }
}
