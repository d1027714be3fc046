import CGStreamer
import GLib
import Synchronization

/// What the sender's clock said when each picture was taken, from the sender reports of RTCP.
///
/// A report names one moment on both of the sender's clocks, the wall's and the one that stamps its packets (RFC 3550, section 6.4.1).
/// Packets that leave a jitter buffer after the first report get the wall's time as a `GstReferenceTimestampMeta` (`timestamp/x-unix`),
/// which depayloaders and decoders carry on to ``MediaSample/senderUnixTime``. `rtpjitterbuffer` 1.22 has a property that promises
/// the same (`add-reference-timestamp-meta`), but attached nothing in trials with RTCP alone.
///
/// - Note: whether that clock is set like ours is the sender's affair.
/// - Threading: safe from any thread; works on the jitter buffer's.
public final class SenderClock: Sendable {
  private struct Report {
    /// Nanoseconds since 1970.
    let unixTime: guint64
    let stamp: UInt32
    let stampsASecond: UInt32
  }

  private let report = Mutex<Report?>(nil)

  private init() {}

  /// Follows one `rtpjitterbuffer`, before it starts, for as long as it lives.
  public static func follow(_ jitterBuffer: MediaElement) {
    let clock = SenderClock()
    typealias Callback = @convention(c) (UnsafeMutablePointer<GstElement>?, OpaquePointer?, gpointer?) -> Void
    let callback: Callback = { _, structure, data in
      guard let data = unsafe data, let structure = unsafe structure else { return }
      unsafe Unmanaged<SenderClock>.fromOpaque(data).takeUnretainedValue().note(structure)
    }
    unsafe Signal.connect(
      jitterBuffer.pointer, "handle-sync", unsafeBitCast(callback, to: GCallback.self), retaining: clock)
    guard let exit = jitterBuffer.pad("src") else { return }
    unsafe gst_pad_add_probe(
      exit.pointer, GST_PAD_PROBE_TYPE_BUFFER,
      { _, info, data in
        if let data = unsafe data, let info = unsafe info {
          unsafe Unmanaged<SenderClock>.fromOpaque(data).takeUnretainedValue().stamp(info)
        }
        return GST_PAD_PROBE_OK
      },
      Unmanaged.passRetained(clock).toOpaque(),
      { data in if let data = unsafe data { unsafe Unmanaged<SenderClock>.fromOpaque(data).release() } })
  }

  @safe private func note(_ structure: OpaquePointer) {
    var (unixTime, stamp, rate) = (guint64(0), UInt32(0), UInt32(0))
    guard unsafe skino_sender_report(UnsafeMutableRawPointer(structure), &unixTime, &stamp, &rate) != 0 else { return }
    report.withLock { $0 = Report(unixTime: unixTime, stamp: stamp, stampsASecond: rate) }
  }

  @safe private func stamp(_ info: UnsafeMutablePointer<GstPadProbeInfo>) {
    guard let report = report.withLock({ $0 }) else { return }
    unsafe skino_stamp_packet(info, report.unixTime, report.stamp, report.stampsASecond)
  }
}
