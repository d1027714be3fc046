internal import COpenVINO

/// A graph ready to run.
///
/// - Threading: thread-safe; each caller makes its own ``InferenceRequest``.
/// - Ownership: keeps the memory that its constants point into.
@safe
public final class CompiledModel: Sendable {
  // Immutable handle; making requests is thread-safe in the library.
  nonisolated(unsafe) private let handle: OpaquePointer
  private let weights: WeightMapping?

  init(adopting handle: OpaquePointer, weights: WeightMapping?) {
    unsafe self.handle = unsafe handle
    self.weights = weights
  }

  deinit { unsafe ov_compiled_model_free(handle) }

  /// `ov_compiled_model_create_infer_request`
  public func makeRequest() throws(OpenVINOError) -> InferenceRequest {
    let function = "ov_compiled_model_create_infer_request"
    var made: OpaquePointer?
    try unsafe OpenVINOError.check(function, ov_compiled_model_create_infer_request(handle, &made))
    return unsafe InferenceRequest(adopting: try OpenVINOError.handle(function, made), of: self)
  }

  /// Gives the pages of its weight files back to the kernel; they are read again if somebody looks.
  ///
  /// For when the first run is over and the engine has packed its own copy.
  public func forgetWeights() { weights?.forget() }

  /// A property's value as text, for reports. `ov_compiled_model_get_property`
  public func property(_ key: String) throws(OpenVINOError) -> String {
    var value: UnsafeMutablePointer<CChar>?
    try unsafe OpenVINOError.check("ov_compiled_model_get_property", ov_compiled_model_get_property(handle, key, &value))
    guard let value = unsafe value else { return "" }
    defer { unsafe ov_free(value) }
    return unsafe String(cString: value)
  }
}
