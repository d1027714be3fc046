import Cryptography
import SQLite

extension Ledger {
  // As much as a long entry takes: a probe that fits where entries do not would say "mended" too early.
  private static let probeByteCount = 262_144

  /// Writes and forgets something, so that a full disk is known to have room again.
  func probe() throws {
    try write {
      let bytes = try RandomBytes.make(Self.probeByteCount)
      try Metadata.set("probe", .blob(bytes), in: database)
    }
    try write { try Metadata.set("probe", .null, in: database) }
  }
}
