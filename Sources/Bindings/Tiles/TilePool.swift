internal import CTiles

/// Threads that multiply tiles.
///
/// - Threading: safe from any thread; runs come one after the other, and each blocks its caller until it is done.
@safe
public final class TilePool: Sendable {
  // The pool locks itself.
  nonisolated(unsafe) private let handle: OpaquePointer

  /// - Parameter threads: those of one run, the caller's included; at least 1.
  /// - Throws: ``TilesError/unavailable`` where nothing multiplies tiles, ``TilesError/memory`` if threads cannot be made.
  public init(threads: Int) throws(TilesError) {
    precondition(threads > 0, "a run needs a thread")
    guard TileInstructions.best != nil else { throw .unavailable }
    guard let handle = unsafe tiles_pool_create(threads) else { throw .memory }
    unsafe self.handle = unsafe handle
  }

  deinit { unsafe tiles_pool_free(handle) }

  /// Runs stretches of `layer` over `sequences` of `states` that do not see each other: all of them in order, in one call or several.
  /// Between two calls the pool is free for others.
  ///
  /// - Parameters:
  ///   - layer: which.
  ///   - stretches: which of it, of 0..<``TileLayer/stretchCount``.
  ///   - scratch: what the layer's stretches leave each other.
  ///   - states: `[sequences, tokens, width]`.
  ///   - next: what is written, of the same shape.
  ///   - sequences: at least 1.
  /// - Throws: ``TilesError/memory``; what `next` holds is then undefined.
  /// - Note: blocks, and keeps all threads of the pool busy meanwhile.
  public func run(
    _ layer: TileLayer, _ stretches: Range<Int>, with scratch: TileScratch, _ states: Span<Float>,
    into next: inout MutableSpan<Float>,
    sequences: Int
  ) throws(TilesError) {
    let tokens = states.count / max(sequences * layer.width, 1)
    precondition((0..<TileLayer.stretchCount).contains(stretches.lowerBound) && stretches.upperBound <= TileLayer.stretchCount)
    precondition(
      tokens > 0 && states.count == sequences * tokens * layer.width && next.count == states.count, "states do not fill the shape"
    )
    let isDone = unsafe states.withUnsafeBufferPointer { states in
      unsafe next.withUnsafeMutableBufferPointer { next in
        unsafe tiles_layer_run(
          layer.handle, handle, scratch.handle, states.baseAddress, next.baseAddress, sequences, tokens, stretches.lowerBound,
          stretches.upperBound)
      }
    }
    guard isDone else { throw .memory }
  }
}
