/// Why a frame is not scored. `notSkin` alone says what the picture is; the others say how it was taken.
public enum GateReason: String, Sendable, Hashable, Codable, CaseIterable {
  case notSkin = "not_skin"
  case blurred
  case tooDark = "too_dark"
  case tooBright = "too_bright"
  case glare
  case tooFar = "too_far"
  case tooClose = "too_close"
  case moving
  case noSignal = "no_signal"
}
