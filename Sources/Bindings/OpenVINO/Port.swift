internal import COpenVINO

/// What goes in or comes out of a model at one place.
public struct Port: Sendable, Hashable {
  /// −1 for an open dimension.
  public let shape: [Int]
  public let elementType: ElementType

  /// Reads a port's facts and frees it. `ov_port_get_partial_shape`, `ov_port_get_element_type`
  @safe
  init(adopting port: OpaquePointer) throws(OpenVINOError) {
    defer { unsafe ov_output_const_port_free(port) }
    var type = DYNAMIC
    try unsafe OpenVINOError.check("ov_port_get_element_type", ov_port_get_element_type(port, &type))
    var partial = unsafe ov_partial_shape_t()
    try unsafe OpenVINOError.check("ov_port_get_partial_shape", ov_port_get_partial_shape(port, &partial))
    defer { unsafe ov_partial_shape_free(&partial) }
    elementType = ElementType(raw: type)
    let dynamicRank = unsafe partial.rank.min != partial.rank.max
    let rank = dynamicRank ? 0 : Int(unsafe partial.rank.max)
    shape = (0..<rank).map { index in
      let dimension = unsafe partial.dims[index]
      return dimension.min == dimension.max ? Int(dimension.max) : -1
    }
  }
}
