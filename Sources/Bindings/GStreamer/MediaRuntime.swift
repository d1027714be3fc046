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
    return .success(())
  }()

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
