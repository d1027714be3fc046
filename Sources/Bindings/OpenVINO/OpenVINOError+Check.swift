internal import COpenVINO

extension OpenVINOError {
  /// Turns an `ov_status_e` other than `OK` into an error that keeps the function's name and the library's message.
  static func check(_ function: String, _ status: ov_status_e) throws(OpenVINOError) {
    guard status != OK else { return }
    // The message belongs to the library and lives until this thread's next call.
    let message = unsafe ov_get_last_err_msg().map { unsafe String(cString: $0) } ?? ""
    throw .call(function: function, code: Int(status.rawValue), message: message)
  }

  /// The handle that a successful call must have filled in.
  static func handle(_ function: String, _ handle: OpaquePointer?) throws(OpenVINOError) -> OpaquePointer {
    guard let handle = unsafe handle else { throw .call(function: function, code: 0, message: "no handle came back") }
    return unsafe handle
  }
}
