internal import COpenVINO

/// A graph that was read and not compiled yet.
///
/// - Ownership: keeps the memory that its constants point into.
@safe
public struct Model: ~Copyable {
  let handle: OpaquePointer
  let weights: WeightMapping?

  init(adopting handle: OpaquePointer, weights: WeightMapping?) {
    unsafe self.handle = unsafe handle
    self.weights = weights
  }

  deinit { unsafe ov_model_free(handle) }

  /// Fixes the shape of one input; −1 leaves a dimension open. `ov_model_reshape_input_by_name`
  public func reshape(input name: String, to shape: [Int]) throws(OpenVINOError) {
    var dimensions = shape.map { ov_dimension_t(min: Int64($0), max: Int64($0)) }
    for index in dimensions.indices where dimensions[index].min < 0 { dimensions[index].min = 0 }
    var partial = unsafe ov_partial_shape_t()
    try unsafe OpenVINOError.check(
      "ov_partial_shape_create", ov_partial_shape_create(Int64(shape.count), dimensions, &partial))
    defer { unsafe ov_partial_shape_free(&partial) }
    try unsafe OpenVINOError.check(
      "ov_model_reshape_input_by_name", ov_model_reshape_input_by_name(handle, name, partial))
  }

  /// Shape and element type of an input, −1 for an open dimension. `ov_model_const_input_by_name`
  public func input(_ name: String) throws(OpenVINOError) -> Port {
    var port: OpaquePointer?
    try unsafe OpenVINOError.check("ov_model_const_input_by_name", ov_model_const_input_by_name(handle, name, &port))
    return try unsafe Port(adopting: OpenVINOError.handle("ov_model_const_input_by_name", port))
  }

  /// Shape and element type of an output, −1 for an open dimension. `ov_model_const_output_by_name`
  public func output(_ name: String) throws(OpenVINOError) -> Port {
    var port: OpaquePointer?
    try unsafe OpenVINOError.check("ov_model_const_output_by_name", ov_model_const_output_by_name(handle, name, &port))
    return try unsafe Port(adopting: OpenVINOError.handle("ov_model_const_output_by_name", port))
  }
}
