internal import COpenVINO

/// A block of numbers with a shape.
///
/// - Threading: not `Sendable`; belongs to whoever runs the request.
@safe
public final class Tensor {
  let handle: OpaquePointer
  private let name: String

  init(adopting handle: OpaquePointer, name: String) {
    unsafe self.handle = unsafe handle
    self.name = name
  }

  /// Memory for `shape`, content undefined. `ov_tensor_create`
  public convenience init<Element: TensorElement>(_ element: Element.Type, shape: [Int]) throws(OpenVINOError) {
    var made: OpaquePointer?
    let status = unsafe withShape(shape) { unsafe ov_tensor_create(Element.elementType.raw, $0, &made) }
    try OpenVINOError.check("ov_tensor_create", status)
    unsafe self.init(adopting: try OpenVINOError.handle("ov_tensor_create", made), name: "input")
  }

  /// A tensor of its own with a copy of `elements`.
  ///
  /// - Precondition: `shape` has as many places as there are elements.
  public convenience init<Element: TensorElement>(_ elements: [Element], shape: [Int]) throws(OpenVINOError) {
    precondition(shape.reduce(1, *) == elements.count, "elements do not fill the shape")
    try self.init(Element.self, shape: shape)
    // In one go: element by element, generic code of another module took 25 ns for each.
    let buffer = unsafe UnsafeMutableRawBufferPointer(try buffer(of: Element.self))
    unsafe elements.withUnsafeBytes { unsafe buffer.copyMemory(from: $0) }
  }

  deinit { unsafe ov_tensor_free(handle) }

  /// `ov_tensor_get_shape`
  public func shape() throws(OpenVINOError) -> [Int] {
    var shape = unsafe ov_shape_t()
    try unsafe OpenVINOError.check("ov_tensor_get_shape", ov_tensor_get_shape(handle, &shape))
    defer { _ = unsafe ov_shape_free(&shape) }
    return unsafe (0..<Int(shape.rank)).map { Int(unsafe shape.dims[$0]) }
  }

  /// `ov_tensor_get_element_type`
  public func elementType() throws(OpenVINOError) -> ElementType {
    var type = DYNAMIC
    try unsafe OpenVINOError.check("ov_tensor_get_element_type", ov_tensor_get_element_type(handle, &type))
    return ElementType(raw: type)
  }

  /// A copy of the content.
  public func elements<Element: TensorElement>(of type: Element.Type) throws(OpenVINOError) -> [Element] {
    unsafe Array(try buffer(of: type))
  }

  /// Lends the content for reading.
  public func withElements<Element: TensorElement, Result>(
    of type: Element.Type, _ body: (Span<Element>) throws(OpenVINOError) -> Result
  ) throws(OpenVINOError) -> Result {
    let buffer = unsafe UnsafeBufferPointer(try buffer(of: type))
    return unsafe try body(buffer.span)
  }

  /// Lends the content for writing.
  public func withMutableElements<Element: TensorElement, Result>(
    of type: Element.Type, _ body: (inout MutableSpan<Element>) -> Result
  ) throws(OpenVINOError) -> Result {
    let buffer = unsafe try buffer(of: type)
    var span = unsafe buffer.mutableSpan
    return body(&span)
  }

  /// `ov_tensor_data`, `ov_tensor_get_size`
  private func buffer<Element: TensorElement>(of type: Element.Type) throws(OpenVINOError) -> UnsafeMutableBufferPointer<Element>
  {
    let actual = try elementType()
    guard actual == Element.elementType else {
      throw .elementType(tensor: name, expected: Element.elementType, actual: actual)
    }
    var count = 0
    try unsafe OpenVINOError.check("ov_tensor_get_size", ov_tensor_get_size(handle, &count))
    var data: UnsafeMutableRawPointer?
    try unsafe OpenVINOError.check("ov_tensor_data", ov_tensor_data(handle, &data))
    return unsafe UnsafeMutableBufferPointer(start: data?.assumingMemoryBound(to: Element.self), count: count)
  }
}

/// Lends `shape` as an `ov_shape_t`, which does not own its dimensions.
func withShape<Result>(_ shape: [Int], _ body: (ov_shape_t) -> Result) -> Result {
  var dimensions = shape.map(Int64.init)
  return unsafe dimensions.withUnsafeMutableBufferPointer { buffer in
    unsafe body(ov_shape_t(rank: Int64(buffer.count), dims: buffer.baseAddress))
  }
}
