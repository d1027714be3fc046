internal import COpenVINO
internal import Glibc

/// The library's entry point: knows the devices, reads and compiles models.
///
/// - Threading: thread-safe (`ov_core_t` is documented as such); one for the process is enough.
@safe
public final class Core: Sendable {
  // Immutable handle; the library locks inside.
  nonisolated(unsafe) private let handle: OpaquePointer

  /// `ov_core_create`
  public init() throws(OpenVINOError) {
    var made: OpaquePointer?
    try unsafe OpenVINOError.check("ov_core_create", ov_core_create(&made))
    unsafe handle = try OpenVINOError.handle("ov_core_create", made)
  }

  /// Lets this process keep `count` prepared kernels, 0 = none; to be called before the first model is compiled.
  ///
  /// For a graph of open shapes each new length makes kernels of its own, and by default 1024 of them stay with their memory.
  /// - Source: oneDNN's "Primitive Cache", `ONEDNN_PRIMITIVE_CACHE_CAPACITY`.
  public static func limitKernels(to count: Int) { unsafe _ = setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", String(count), 1) }

  deinit { unsafe ov_core_free(handle) }

  /// The library's build, `2026.4.1-…`. `ov_get_openvino_version`
  public static func version() throws(OpenVINOError) -> String {
    var version = unsafe ov_version_t()
    try unsafe OpenVINOError.check("ov_get_openvino_version", ov_get_openvino_version(&version))
    defer { unsafe ov_version_free(&version) }
    return unsafe version.buildNumber.map { unsafe String(cString: $0) } ?? ""
  }

  /// Names of the devices that can run a model here, `CPU` among them. `ov_core_get_available_devices`
  public func devices() throws(OpenVINOError) -> [String] {
    var list = unsafe ov_available_devices_t()
    try unsafe OpenVINOError.check("ov_core_get_available_devices", ov_core_get_available_devices(handle, &list))
    defer { unsafe ov_available_devices_free(&list) }
    var names: [String] = []
    for index in 0..<Int(unsafe list.size) {
      if let name = unsafe list.devices[index] { unsafe names.append(String(cString: name)) }
    }
    return names
  }

  /// Reads an IR from its XML file; the weights lie beside it. `ov_core_read_model`
  public func readModel(xmlPath: String, binPath: String) throws(OpenVINOError) -> Model {
    var made: OpaquePointer?
    try unsafe OpenVINOError.check("ov_core_read_model", ov_core_read_model(handle, xmlPath, binPath, &made))
    return unsafe Model(adopting: try OpenVINOError.handle("ov_core_read_model", made), weights: nil)
  }

  /// Reads a model that carries its weights in one file, an ONNX one, say. `ov_core_read_model`
  ///
  /// - Parameter path: the file; its kind is told by its content.
  public func readModel(path: String) throws(OpenVINOError) -> Model {
    var made: OpaquePointer?
    try unsafe OpenVINOError.check("ov_core_read_model", ov_core_read_model(handle, path, nil, &made))
    return unsafe Model(adopting: try OpenVINOError.handle("ov_core_read_model", made), weights: nil)
  }

  /// Reads an IR from text; its constants point into `weights`, which the model keeps alive and never copies.
  /// `ov_core_read_model_from_memory_buffer`
  public func readModel(xml: String, weights: WeightMapping) throws(OpenVINOError) -> Model {
    let function = "ov_core_read_model_from_memory_buffer"
    var made: OpaquePointer?
    let text = Array(xml.utf8CString)
    try unsafe OpenVINOError.check(
      function, ov_core_read_model_from_memory_buffer(handle, text, text.count - 1, weights.tensor.handle, &made))
    return unsafe Model(adopting: try OpenVINOError.handle(function, made), weights: weights)
  }

  /// Compiles `model` for `device`. `ov_core_compile_model_props`
  public func compile(_ model: borrowing Model, device: String = "CPU", options: [CompileOption]) throws(OpenVINOError)
    -> CompiledModel
  {
    let function = "ov_core_compile_model_props"
    var made: OpaquePointer?
    let pairs = options.map(\.keyAndValue)
    let status = unsafe Self.withProperties(pairs) { properties, count in
      unsafe ov_core_compile_model_props(handle, model.handle, device, count, properties, &made)
    }
    try OpenVINOError.check(function, status)
    return unsafe CompiledModel(adopting: try OpenVINOError.handle(function, made), weights: model.weights)
  }

  private static func withProperties(
    _ pairs: [(key: String, value: String)], _ body: (UnsafePointer<ov_property_t>?, Int) -> ov_status_e
  ) -> ov_status_e {
    let texts = unsafe pairs.flatMap { unsafe [strdup($0.key), strdup($0.value)] }
    defer { unsafe texts.forEach { unsafe free($0) } }
    let properties = unsafe stride(from: 0, to: texts.count, by: 2).map { index in
      unsafe ov_property_t(key: texts[index], value: texts[index + 1])
    }
    return unsafe properties.withUnsafeBufferPointer { unsafe body($0.baseAddress, $0.count) }
  }
}
