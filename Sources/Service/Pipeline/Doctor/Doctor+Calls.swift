import Calls
import Configuration
import Vocabulary

extension Doctor {
  /// What leaves this machine through calls, word for word as the README has it.
  static let leaving =
    "to VAPI go: the number on duty; what a call says, such as \"Warning, resembles melanoma.\"; ids, tiers, times and names of conditions "
    + "of alerts that nobody has acknowledged; explanations that the call's assistant asks for; this server's public address. "
    + "No picture, no video, no sound of a patient, no name of a person, stream or session"

  /// Whether calls could be made, and what would leave. Nothing is sent.
  func calls() -> [DoctorCheck] {
    guard let setting = settings.voice.vapi else { return [DoctorCheck("calls", .passed, "off: nothing goes to VAPI")] }
    guard settings.voice.isOn else { return [DoctorCheck("calls", .passed, "off with the voice")] }
    do throws(PipelineError) {
      let service = try CallService(setting)
      _ = try SignatureRules(setting)
      let whom = service.canPhone ? "phone and web calls" : "web calls only"
      return [
        DoctorCheck("calls", .passed, "\(whom); \(Self.leaving)"),
        setting.signature.form.scheme == .hmac
          ? DoctorCheck("calls signature", .passed, "hmac \(setting.signature.form.algorithm.rawValue)")
          : DoctorCheck(
            "calls signature", .limited, "a bare secret proves who sent a message, not what it says",
            remedy: "use an HMAC credential at VAPI, and scheme: hmac"),
      ]
    } catch {
      return [DoctorCheck("calls", .failed, "\(error)", remedy: "check what stands under voice: vapi: in the configuration")]
    }
  }
}
