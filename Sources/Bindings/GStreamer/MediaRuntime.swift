import CGStreamer
import GLib

/// The media library of this process.
public enum MediaRuntime {
  // A `static let` runs once, whichever thread comes first.
  private static let initialised: Result<Void, MediaFailure> = {
    var error: UnsafeMutablePointer<GError>?
    guard unsafe gst_init_check(nil, nil, &error) != 0 else {
      return .failure(MediaFailure(unsafe GLibFailure(function: "gst_init_check", adopting: error)))
    }
    for name in ["hlsdemux2", "dashdemux2", "mssdemux2"] { forget(name) }
    return .success(())
  }()

  /// Keeps automatic readers from choosing an element (`gst_plugin_feature_set_rank`).
  ///
  /// The second generation of adaptive readers (plugin adaptivedemux2) has a thread of its own, which its end waits for: one that is
  /// stopped before that thread runs its loop waits for ever. The first generation is found instead.
  private static func forget(_ factory: String) {
    guard let feature = unsafe gst_registry_lookup_feature(gst_registry_get(), factory) else { return }
    unsafe gst_plugin_feature_set_rank(feature, 0)
    unsafe gst_object_unref(UnsafeMutableRawPointer(feature))
  }

  /// Starts the library (`gst_init_check`); calls after the first cost nothing.
  public static func start() throws(MediaFailure) { try initialised.get() }

  /// `1.22.0`, say.
  public static var version: String {
    var (major, minor, micro, nano): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    unsafe gst_version(&major, &minor, &micro, &nano)
    return "\(major).\(minor).\(micro)"
  }

  /// Whether an element of that name can be made (`gst_element_factory_find`).
  public static func has(element factory: String) -> Bool {
    guard let found = unsafe gst_element_factory_find(factory) else { return false }
    unsafe gst_object_unref(UnsafeMutableRawPointer(found))
    return true
  }
}
