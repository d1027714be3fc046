internal import Dispatch
internal import Vocabulary

/// Runs blocking work of loading on the queue where the loaded thing will work.
actor Workbench {
  private nonisolated let executor: QueueExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  init(name: String) { executor = QueueExecutor(name: name, quality: .userInteractive) }

  func attempt<Value: Sendable>(
    _ body: @Sendable (QueueExecutor) throws(EncodingError) -> Value
  ) -> Result<Value, EncodingError> {
    do { return .success(try body(executor)) } catch { return .failure(error) }
  }

  func run<Value: Sendable>(_ body: @Sendable (QueueExecutor) throws(EncodingError) -> Value) throws(EncodingError) -> Value {
    try body(executor)
  }
}
