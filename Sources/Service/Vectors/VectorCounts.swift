/// What became of the frames that were to be kept, since the server started.
public struct VectorCounts: Sendable, Hashable {
  /// Frames on the disk.
  public var kept: UInt64 = 0
  /// Frames that found the queue full.
  public var dropped: UInt64 = 0
  /// Frames that could not be written: a full disk, a journal without keys.
  public var failed: UInt64 = 0
  /// Frames of sessions that were purged meanwhile.
  public var purged: UInt64 = 0
  /// Blocks that were deleted: past their time, past the store's size, or of a purged session.
  public var deletedBlocks: UInt64 = 0
  /// Bytes of the sealed blocks on the disk.
  public var bytes: Int64 = 0
  /// Why the last write failed; `nil` once one went well.
  public var fault: String?

  /// Nothing yet.
  public init() {}
}
