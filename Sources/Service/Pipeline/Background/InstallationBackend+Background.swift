import Server
import Vocabulary

extension InstallationBackend {
  func background(_ stream: StreamIdentifier) async throws(BackendError) -> BackgroundReport {
    try await runtime(stream).background
  }

  func startBackground(
    _ stream: StreamIdentifier, seconds: Int, by principal: Principal
  ) async throws(BackendError) -> BackgroundReport {
    try await act(stream) { runtime throws(BackgroundFault) in try runtime.startBackground(seconds: seconds, by: principal.name) }
  }

  func endBackground(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> BackgroundReport {
    try await act(stream) { runtime throws(BackgroundFault) in try runtime.endBackground() }
  }

  func cancelBackground(_ stream: StreamIdentifier, by principal: Principal) async throws(BackendError) -> BackgroundReport {
    try await act(stream) { runtime throws(BackgroundFault) in try runtime.cancelBackground() }
  }

  private func act(
    _ stream: StreamIdentifier, _ change: (StreamRuntime) throws(BackgroundFault) -> Void
  ) async throws(BackendError) -> BackgroundReport {
    let runtime = try await runtime(stream)
    do throws(BackgroundFault) { try change(runtime) } catch {
      throw .unacceptable(status: 409, reason: error.userMessage.text)
    }
    return runtime.background
  }
}
