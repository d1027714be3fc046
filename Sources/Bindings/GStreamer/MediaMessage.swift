import CGStreamer
import GLib

/// What a pipeline reports on its bus.
public enum MediaMessage: Sendable {
  case endOfStream
  /// The pipeline is done for.
  case failed(MediaFailure)
  /// Something was lost, but it goes on; from an element with that classification.
  case warned(MediaFailure, classification: String)

  init?(_ message: UnsafeMutablePointer<GstMessage>) {
    switch unsafe message.pointee.type {
    case GST_MESSAGE_EOS: self = .endOfStream
    case GST_MESSAGE_ERROR:
      var error: UnsafeMutablePointer<GError>?
      unsafe gst_message_parse_error(message, &error, nil)
      self = .failed(MediaFailure(unsafe GLibFailure(function: "pipeline", adopting: error)))
    case GST_MESSAGE_WARNING:
      var error: UnsafeMutablePointer<GError>?
      unsafe gst_message_parse_warning(message, &error, nil)
      let failure = MediaFailure(unsafe GLibFailure(function: "pipeline", adopting: error))
      self = .warned(failure, classification: unsafe Self.classification(of: message))
    default: return nil
    }
  }

  private static func classification(of message: UnsafeMutablePointer<GstMessage>) -> String {
    guard let source = unsafe message.pointee.src, unsafe skino_is_element(source) != 0 else { return "" }
    return unsafe MediaElement(retaining: UnsafeMutableRawPointer(source).assumingMemoryBound(to: GstElement.self)).classification
  }
}
