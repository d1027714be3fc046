internal import COpenVINO

/// One run of a compiled model: inputs, the run, outputs. Used again and again, by one owner.
///
/// - Threading: not `Sendable`; its owner runs it where blocking is allowed.
@safe
public final class InferenceRequest {
  private let handle: OpaquePointer
  // The request reads the model's memory.
  private let model: CompiledModel

  init(adopting handle: OpaquePointer, of model: CompiledModel) {
    unsafe self.handle = unsafe handle
    self.model = model
  }

  deinit { unsafe ov_infer_request_free(handle) }

  /// Lets the next runs read `tensor` as input `name`; the request shares its memory. `ov_infer_request_set_tensor`
  public func set(_ name: String, to tensor: Tensor) throws(OpenVINOError) {
    try unsafe OpenVINOError.check("ov_infer_request_set_tensor", ov_infer_request_set_tensor(handle, name, tensor.handle))
  }

  /// Runs and waits; blocks the calling thread. `ov_infer_request_infer`
  public func infer() throws(OpenVINOError) {
    try unsafe OpenVINOError.check("ov_infer_request_infer", ov_infer_request_infer(handle))
  }

  /// Begins a run on the model's own threads and returns; inputs and outputs are the run's until ``wait()``.
  /// `ov_infer_request_start_async`
  public func start() throws(OpenVINOError) {
    try unsafe OpenVINOError.check("ov_infer_request_start_async", ov_infer_request_start_async(handle))
  }

  /// Waits for the run that was started; blocks the calling thread. `ov_infer_request_wait`
  public func wait() throws(OpenVINOError) {
    try unsafe OpenVINOError.check("ov_infer_request_wait", ov_infer_request_wait(handle))
  }

  /// The tensor behind `name`. An output's content is valid until the next run. `ov_infer_request_get_tensor`
  public func tensor(_ name: String) throws(OpenVINOError) -> Tensor {
    var made: OpaquePointer?
    try unsafe OpenVINOError.check("ov_infer_request_get_tensor", ov_infer_request_get_tensor(handle, name, &made))
    return unsafe Tensor(adopting: try OpenVINOError.handle("ov_infer_request_get_tensor", made), name: name)
  }

  /// Output `name` of the last run as numbers of its own.
  public func output(_ name: String) throws(OpenVINOError) -> [Float] {
    try tensor(name).elements(of: Float.self)
  }
}
