import CGStreamer
import Dispatch

/// One `GstPromise` that is waited for, with an end to the patience.
@safe final class WebRTCPromise {
  private let promise: UnsafeMutablePointer<GstPromise>
  private let changed = DispatchSemaphore(value: 0)

  init() {
    let semaphore = unsafe Unmanaged.passRetained(changed)
    unsafe promise = gst_promise_new_with_change_func(
      { _, data in
        if let data = unsafe data { unsafe Unmanaged<DispatchSemaphore>.fromOpaque(data).takeUnretainedValue().signal() }
      },
      semaphore.toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<DispatchSemaphore>.fromOpaque(data).release() } })
  }

  deinit { unsafe gst_promise_unref(promise) }

  /// Hands the promise to `ask` and blocks until it is kept.
  func wait(for step: String, atMost limit: Duration, asking ask: (UnsafeMutablePointer<GstPromise>) -> Void)
    throws(WebRTCFailure)
  {
    unsafe ask(promise)
    guard changed.wait(timeout: .now() + limit.dispatchInterval) == .success else {
      unsafe gst_promise_interrupt(promise)
      throw .timedOut(step: step)
    }
    guard unsafe gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED, unsafe skino_promise_failed(promise) == 0 else {
      throw .refused(step: step)
    }
  }

  /// The `answer` or `offer` in the reply, in text form.
  func description(_ field: String) -> String? {
    guard let description = unsafe skino_promise_description(promise, field) else { return nil }
    defer { unsafe gst_webrtc_session_description_free(description) }
    return unsafe descriptionText(description)
  }
}

/// `gst_sdp_message_as_text`.
func descriptionText(_ description: UnsafeMutablePointer<GstWebRTCSessionDescription>) -> String? {
  guard let text = unsafe gst_sdp_message_as_text(description.pointee.sdp) else { return nil }
  defer { unsafe g_free(text) }
  return unsafe String(cString: text)
}

extension Duration {
  var dispatchInterval: DispatchTimeInterval {
    .nanoseconds(Int(components.seconds) * 1_000_000_000 + Int(components.attoseconds / 1_000_000_000))
  }
}
