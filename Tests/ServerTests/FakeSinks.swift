import Vocabulary

@testable import Server

/// One sink, `ehr`, that remembers what was asked of it.
actor FakeSinks: HandoffBackend {
  private(set) var asked: [String] = []
  private var isOn = true
  private var dead = 0

  func giveUp(_ count: Int) { dead = count }

  private func check(_ sink: String) throws(BackendError) {
    guard sink == "ehr" else { throw .unknownSink(sink) }
  }

  func sinks() throws(BackendError) -> [SinkState] {
    var state = SinkState(
      name: "ehr", kind: "webhook", address: "https://ehr.example:443", state: isOn ? "ok" : "off", isOn: isOn, details: "thin")
    state.dead = dead
    return [state]
  }

  func deadLetters(of sink: String) throws(BackendError) -> [SinkDeadLetter] {
    try check(sink)
    return [SinkDeadLetter(id: "1", alert: "2", type: "t", attempts: 3, queuedAt: "", givenUpAt: "", answer: "status 500")]
  }

  func preview(of sink: String) throws(BackendError) -> [SinkMessageSample] {
    try check(sink)
    return [SinkMessageSample(change: "raised", method: "POST", target: "https://ehr.example:443", headers: [], body: "{}")]
  }

  func test(_ sink: String, by principal: Principal) throws(BackendError) -> SinkTestResult {
    try check(sink)
    return SinkTestResult(ok: true, answer: "status 200", milliseconds: 1)
  }

  func replay(_ order: SinkReplay, to sink: String, by principal: Principal) throws(BackendError) -> Int {
    try check(sink)
    asked.append("\(order)")
    return 4
  }

  func turn(_ sink: String, _ isOn: Bool, by principal: Principal) throws(BackendError) -> SinkState {
    try check(sink)
    self.isOn = isOn
    return try sinks()[0]
  }
}
