import Annotation
import Testing
import Vocabulary

@Suite struct `What is burnt into a picture` {
  private func content(_ findings: [Finding], alerting: Set<ConditionIdentifier> = [], gate: [GateReason] = []) -> OverlayContent
  {
    OverlayContent(
      .of(findings, gate: gate), alerting: alerting, pack: .test, time: .milliseconds(62_345), sequence: 7, age: .milliseconds(18)
    )
  }

  @Test func `names three findings, each with its probability or "unproven"`() {
    let shown = content([
      .of(.melanoma, 0.934), .of(.wart, nil), .of(.normal, 0.049), .of(.acne, 0.01),
    ])
    #expect(shown.lines.map(\.name) == ["Melanoma", "Wart", "Normal skin"])
    #expect(shown.lines.map(\.value) == ["0.93", "unproven", "0.05"])
    #expect(shown.refusal == nil)
  }

  @Test func `calls a number unproven that no calibration stands behind`() {
    #expect(content([.of(.melanoma, 0.9, isProven: false)]).lines.map(\.value) == ["unproven"])
  }

  @Test func `carries the clip's time, the frame and the age of the result`() {
    #expect(content([]).stamp == "01:02.345  frame 7  age 18 ms")
    let none = OverlayContent(nil, alerting: [], pack: .test, time: .zero, sequence: 1, age: .seconds(1))
    #expect(none.stamp == "00:00.000  frame 1  no result")
    #expect(none.refusal == "no result for this picture")
  }

  @Test func `shows alerts by tier, the most urgent first, and never says "is"`() {
    let shown = content([.of(.wart, 0.8), .of(.melanoma, 0.7)], alerting: [.wart, .melanoma])
    #expect(shown.alerts.map(\.tier) == [.warning, .advisory])
    #expect(shown.alerts.map(\.text) == ["WARNING  Resembles melanoma, 0.70", "ADVISORY  Resembles wart, 0.80"])
  }

  @Test func `boxes what alerts; else the first condition, never a control`() {
    let alarmed = content([.of(.normal, 0.9), .of(.wart, 0.8), .of(.melanoma, 0.7)], alerting: [.melanoma])
    #expect(alarmed.boxes.map(\.label) == ["Melanoma"])
    #expect(alarmed.boxes.map(\.tier) == [.warning])
    let calm = content([.of(.normal, 0.9), .of(.wart, 0.8), .of(.melanoma, 0.7)])
    #expect(calm.boxes.map(\.label) == ["Wart"])
    #expect(calm.boxes.map(\.tier) == [nil])
  }

  @Test func `says why a picture was not scored`() {
    let refused = content([], gate: [.blurred, .tooDark])
    #expect(
      refused.refusal == "not scored: \(GateReason.blurred.rawValue), \(GateReason.tooDark.rawValue.replacing("_", with: " "))")
    #expect(refused.lines.isEmpty && refused.boxes.isEmpty)
  }
}
