internal import CCrypto

// The memory is written in the initialisers only, before anyone else can hold it.
/// Bytes that must not be seen: a key, a token, a password.
///
/// It cannot be interpolated into text (the compiler refuses), prints and dumps as `‹secret›`, cannot be encoded, and is overwritten
/// when the last owner lets go. Copies that a caller takes out of it are the caller's to guard.
///
/// - Threading: immutable; safe to share.
@safe
public final class Secret: @unchecked Sendable {
  private let storage: UnsafeMutableRawBufferPointer

  /// Takes a copy of `bytes`.
  public init(bytes: [UInt8]) {
    unsafe storage = .allocate(byteCount: bytes.count, alignment: 1)
    unsafe storage.copyBytes(from: bytes)
  }

  /// Takes a copy of the UTF-8 bytes of `text`.
  public convenience init(text: String) { self.init(bytes: Array(text.utf8)) }

  /// A fresh one.
  public static func random(byteCount: Int) throws(CryptographyError) -> Secret {
    var bytes = try RandomBytes.make(byteCount)
    defer { unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) } }
    return Secret(bytes: bytes)
  }

  deinit {
    unsafe OPENSSL_cleanse(storage.baseAddress, storage.count)
    unsafe storage.deallocate()
  }

  public var byteCount: Int { unsafe storage.count }

  /// Lends the bytes; they must not outlive the call.
  public func withBytes<Result, Failure: Error>(_ body: (RawSpan) throws(Failure) -> Result) throws(Failure) -> Result {
    try unsafe body(storage.bytes)
  }

  /// Lends the bytes as text; it must not outlive the call.
  public func withText<Result, Failure: Error>(_ body: (String) throws(Failure) -> Result) throws(Failure) -> Result {
    try unsafe body(String(decoding: storage, as: UTF8.self))
  }

  /// SHA-256 of the bytes: what may be kept to recognise the secret by.
  public var digest: Digest { withBytes { SHA256.digest(of: $0) } }

  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe body(UnsafeRawBufferPointer(storage))
  }
}

extension Secret: Equatable {
  /// In constant time, whatever the lengths.
  public static func == (left: Secret, right: Secret) -> Bool {
    ConstantTime.areEqual(left.digest.bytes, right.digest.bytes)
  }
}
