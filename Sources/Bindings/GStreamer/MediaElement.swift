import CGStreamer
import GLib

/// One element of a pipeline: owns one reference to a `GstElement`.
///
/// - Threading: safe from any thread; GStreamer locks each element.
@safe public final class MediaElement: @unchecked Sendable {
  // @unchecked: the pointer never changes, and GstElement's functions are thread-safe.
  let pointer: UnsafeMutablePointer<GstElement>

  /// Takes over a reference.
  init(adopting pointer: UnsafeMutablePointer<GstElement>) { unsafe self.pointer = pointer }

  /// Adds a reference of its own.
  init(retaining pointer: UnsafeMutablePointer<GstElement>) {
    unsafe gst_object_ref(pointer)
    unsafe self.pointer = pointer
  }

  /// Makes an element (`gst_element_factory_make`).
  /// - Throws: ``MediaFailure/missingElement(_:)``.
  public convenience init(_ factory: String, name: String? = nil) throws(MediaFailure) {
    try MediaRuntime.start()
    guard let made = unsafe gst_element_factory_make(factory, name) else { throw .missingElement(factory) }
    // The new reference is floating: sink it, so that ours counts like any other.
    unsafe gst_object_ref_sink(made)
    unsafe self.init(adopting: made)
  }

  deinit { unsafe gst_object_unref(pointer) }

  public var name: String {
    guard let text = unsafe gst_object_get_name(object) else { return "" }
    defer { unsafe g_free(text) }
    return unsafe String(cString: text)
  }

  /// The name it was made by: `vp8dec`.
  public var factory: String {
    unsafe skino_factory_name(pointer).map { unsafe String(cString: $0) } ?? ""
  }

  /// What kind of element it is (`GST_ELEMENT_METADATA_KLASS`): `Codec/Decoder/Video`.
  public var classification: String {
    unsafe gst_element_get_metadata(pointer, GST_ELEMENT_METADATA_KLASS).map { unsafe String(cString: $0) } ?? ""
  }

  public func hasProperty(_ property: String) -> Bool {
    unsafe skino_find_property(pointer, property) != nil
  }

  /// Sets a property from its text form (`gst_util_set_object_arg`), whatever its type.
  /// - Precondition: the element has that property.
  public func set(_ property: String, _ value: String) {
    precondition(hasProperty(property), "\(factory) has no property \(property)")
    unsafe gst_util_set_object_arg(gObject, property, value)
  }

  /// A property of type string; `nil` if it is not set.
  public func text(_ property: String) -> String? {
    guard let text = unsafe skino_get_string(pointer, property) else { return nil }
    defer { unsafe g_free(text) }
    return unsafe String(cString: text)
  }

  public func pad(_ name: String) -> MediaPad? {
    unsafe gst_element_get_static_pad(pointer, name).map { unsafe MediaPad(adopting: $0) }
  }

  /// Links to `next` (`gst_element_link`).
  public func link(to next: MediaElement) throws(MediaFailure) {
    guard unsafe gst_element_link(pointer, next.pointer) != 0 else { throw .notLinked(from: factory, to: next.factory) }
  }

  /// Brings an element that was added to a running pipeline to its parent's state.
  public func followParent() { unsafe gst_element_sync_state_with_parent(pointer) }

  /// Keeps the element in its present state, whatever its parent does.
  public func lockState() { unsafe gst_element_set_locked_state(pointer, 1) }

  var object: UnsafeMutablePointer<GstObject> { unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: GstObject.self) }
  var gObject: UnsafeMutablePointer<GObject> { unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: GObject.self) }
}
