import CGStreamer
import GLib

extension MediaFailure {
  /// Sorts an error by its domain (`gst-resource-error-quark`, `gst-stream-error-quark`, `gst-core-error-quark`) and code.
  init(_ failure: GLibFailure) {
    switch failure.domain {
    case "gst-resource-error-quark": self = .resource(Self.resourceProblem(failure.code), failure)
    case "gst-stream-error-quark": self = .stream(Self.streamProblem(failure.code), failure)
    case "gst-core-error-quark" where failure.code == Int(GST_CORE_ERROR_MISSING_PLUGIN.rawValue):
      self = .stream(.missingCodec, failure)
    default: self = .other(failure)
    }
  }

  private static func resourceProblem(_ code: Int) -> ResourceProblem {
    switch UInt32(truncatingIfNeeded: code) {
    case GST_RESOURCE_ERROR_NOT_FOUND.rawValue: .notFound
    case GST_RESOURCE_ERROR_NOT_AUTHORIZED.rawValue: .unauthorised
    case GST_RESOURCE_ERROR_BUSY.rawValue: .busy
    case GST_RESOURCE_ERROR_OPEN_READ.rawValue, GST_RESOURCE_ERROR_OPEN_READ_WRITE.rawValue, GST_RESOURCE_ERROR_READ.rawValue:
      .unreadable
    case GST_RESOURCE_ERROR_OPEN_WRITE.rawValue, GST_RESOURCE_ERROR_WRITE.rawValue: .unwritable
    case GST_RESOURCE_ERROR_NO_SPACE_LEFT.rawValue: .full
    default: .other
    }
  }

  private static func streamProblem(_ code: Int) -> StreamProblem {
    switch UInt32(truncatingIfNeeded: code) {
    case GST_STREAM_ERROR_TYPE_NOT_FOUND.rawValue, GST_STREAM_ERROR_WRONG_TYPE.rawValue: .unknownType
    case GST_STREAM_ERROR_CODEC_NOT_FOUND.rawValue: .missingCodec
    case GST_STREAM_ERROR_DECODE.rawValue, GST_STREAM_ERROR_DEMUX.rawValue, GST_STREAM_ERROR_FORMAT.rawValue: .undecodable
    case GST_STREAM_ERROR_DECRYPT.rawValue, GST_STREAM_ERROR_DECRYPT_NOKEY.rawValue: .encrypted
    default: .other
    }
  }
}
