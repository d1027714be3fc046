/// What one guess at a password costs whoever makes it: memory and passes over it, with one lane.
///
/// - Source: RFC 9106, section 4, names Argon2id with 64 MiB and 3 passes where 2 GiB are too much (its second recommended option, there with
///   4 lanes; libsodium has one). The OWASP Password Storage Cheat Sheet's least is 19 MiB and 2 passes with one lane.
public struct PasswordCost: Sendable, Hashable {
  /// Bytes of memory that one hash fills while it is made.
  public let memoryBytes: Int
  /// Passes over that memory.
  public let passes: Int

  /// - Parameters:
  ///   - memoryBytes: at least 8 KiB, libsodium's least.
  ///   - passes: at least 1.
  public init(memoryBytes: Int, passes: Int) {
    self.memoryBytes = memoryBytes
    self.passes = passes
  }

  /// 64 MiB and 3 passes.
  public static let standard = PasswordCost(memoryBytes: 64 * 1024 * 1024, passes: 3)
  /// The least that OWASP names: 19 MiB and 2 passes.
  public static let least = PasswordCost(memoryBytes: 19 * 1024 * 1024, passes: 2)
}
