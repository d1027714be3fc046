import Cryptography
import Vocabulary

@testable import Server

/// Calls that believe one header and remember what came.
actor FakeCalls: CallBackend {
  private var isBusy = false

  private var line: CallState {
    CallState(
      canPhone: true, call: isBusy ? .init(id: "c1", kind: "web", status: "queued") : nil, service: "ok", fault: nil)
  }

  func state() -> CallState { line }

  func history() -> [CallRecord] {
    var call = CallRecord(sequence: 7, id: "c0", kind: "phone", state: .ended, alerts: [])
    (call.placedAt, call.endedAt, call.reason) = ("2026-11-28T08:00:00.000Z", "2026-11-28T08:01:00.000Z", "settled")
    (call.lastedMilliseconds, call.costDollars) = (41_000, 0.031)
    call.lines = [.init(at: "2026-11-28T08:00:10.000Z", speaker: "server", text: "Warning, resembles melanoma.")]
    return [call]
  }

  func start(isWeb: Bool, by principal: Principal) throws(BackendError) -> StartedCall {
    guard !isBusy else { throw .unacceptable(status: 409, reason: "There is a call already.") }
    isBusy = true
    return StartedCall(state: line, joining: isWeb ? Secret(text: "https://join.example/1") : nil)
  }

  func hangUp(by principal: Principal) throws(BackendError) -> CallState {
    isBusy = false
    return line
  }

  func receive(_ message: SignedMessage) throws(BackendError) -> JSONValue {
    try check(message)
    return ["bytes": .integer(Int64(message.body.count)), "path": .string(message.path)]
  }

  func speak(_ message: SignedMessage) throws(BackendError) -> [UInt8] {
    try check(message)
    return [1, 0, 2, 0]
  }

  private func check(_ message: SignedMessage) throws(BackendError) {
    guard message.header("x-signature") == "good" else { throw .unacceptable(status: 401, reason: "The signature is missing.") }
  }
}
