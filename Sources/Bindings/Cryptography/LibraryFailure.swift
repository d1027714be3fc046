internal import CCrypto

/// Reads libcrypto's error queue.
enum LibraryFailure {
  /// The oldest error of this thread's queue, which is emptied.
  ///
  /// - Source: `ERR_get_error`, `ERR_reason_error_string`.
  static func last(in function: String) -> CryptographyError {
    let code = ERR_get_error()
    ERR_clear_error()
    let text = unsafe ERR_reason_error_string(code)
    let reason = unsafe text.map { unsafe String(cString: $0) } ?? "no reason given"
    return .library(function: function, code: UInt(code), reason: reason)
  }
}
