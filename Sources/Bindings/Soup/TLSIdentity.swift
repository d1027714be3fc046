import CGLib
import CSoup
import GLib

/// A certificate with its private key, and TLS served with it.
@safe public final class TLSIdentity: @unchecked Sendable {
  // @unchecked: a GTlsCertificate never changes.
  private let certificate: UnsafeMutablePointer<GTlsCertificate>

  /// Reads PEM files (`g_tls_certificate_new_from_files`).
  public init(certificateFile: String, keyFile: String) throws(SoupError) {
    var failure: UnsafeMutablePointer<GError>?
    guard let read = unsafe g_tls_certificate_new_from_files(certificateFile, keyFile, &failure) else {
      throw unsafe .certificate(
        path: certificateFile, GLibFailure(function: "g_tls_certificate_new_from_files", adopting: failure))
    }
    unsafe certificate = read
  }

  deinit { unsafe g_object_unref(certificate) }

  /// TLS over `stream`, or `nil` if GLib has no TLS; the handshake comes with the first read.
  @GLibActor func serve(_ stream: UnsafeMutablePointer<GIOStream>) -> UnsafeMutablePointer<GIOStream>? {
    unsafe g_tls_server_connection_new(stream, certificate, nil)
  }
}
