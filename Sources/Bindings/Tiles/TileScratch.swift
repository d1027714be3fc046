internal import CTiles

/// What one way through a layer keeps between its stretches; it grows to the largest run.
///
/// - Threading: one owner.
@safe
public final class TileScratch {
  let handle: OpaquePointer

  /// - Throws: ``TilesError/memory``.
  public init() throws(TilesError) {
    guard let handle = unsafe tiles_scratch_create() else { throw .memory }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe tiles_scratch_free(handle) }
}
