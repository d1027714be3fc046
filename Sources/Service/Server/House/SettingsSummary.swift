public import Configuration
import Vocabulary

/// What the configuration says, without secrets, as pages show it. It changes only with the configuration file and a new start.
public struct SettingsSummary: Sendable, Hashable, Encodable {
  /// How the server speaks.
  public struct Voice: Sendable, Hashable, Encodable {
    let on: Bool
    let engine: String
    let page: Bool
    let call: Bool
    let speakers: Bool
    let bargeIn: Bool
    let repeatSeconds: Int
    let budget: Int
    /// Stretches of the local day, as `22:00-06:30`.
    let quietHours: [String]
    /// Whether warnings may ring a telephone.
    let telephone: Bool

    enum CodingKeys: String, CodingKey {
      case on, engine, page, call, speakers, budget, telephone
      case bargeIn = "barge_in"
      case repeatSeconds = "repeat_seconds"
      case quietHours = "quiet_hours"
    }
  }

  /// When a warning goes to a second reader.
  public struct Escalation: Sendable, Hashable, Encodable {
    let on: Bool
    let afterSeconds: Int
    let to: String

    enum CodingKeys: String, CodingKey {
      case on, to
      case afterSeconds = "after_seconds"
    }
  }

  let model: String
  let precision: String
  let device: String
  let packs: [String]
  let data: String
  let voice: Voice
  let escalation: Escalation
  /// What the text file for broadcasts says: `safe` or `condition`; `nil` = there is none.
  let overlayText: String?
  /// Tokens that the configuration names; 0 = only this machine may use the server.
  let tokens: Int
  let remoteEncoder: Bool
  let languageModel: String

  /// - Parameter settings: what the server was started with.
  public init(_ settings: Settings) {
    model = settings.model
    precision = settings.precision?.rawValue ?? "auto"
    device = settings.device
    packs = settings.packs
    data = settings.data
    voice = Voice(settings.voice)
    let escalation = settings.escalation
    self.escalation = Escalation(on: escalation.isOn, afterSeconds: escalation.afterSeconds, to: escalation.to)
    overlayText = settings.overlayText?.words.rawValue
    tokens = settings.tokens.count
    remoteEncoder = settings.remote != nil
    languageModel = settings.languageModel.engine.rawValue
  }

  enum CodingKeys: String, CodingKey {
    case model, precision, device, packs, data, voice, escalation, tokens
    case overlayText = "overlay_text"
    case remoteEncoder = "remote_encoder"
    case languageModel = "language_model"
  }
}

extension SettingsSummary.Voice {
  fileprivate init(_ setting: VoiceSetting) {
    self.init(
      on: setting.isOn, engine: setting.engine.rawValue, page: setting.page, call: setting.call, speakers: setting.speakers,
      bargeIn: setting.bargesIn, repeatSeconds: setting.repeatSeconds, budget: setting.budget,
      quietHours: setting.quietHours.map { "\(Self.time($0.from))-\(Self.time($0.to))" }, telephone: setting.vapi != nil)
  }

  private static func time(_ minute: Int) -> String {
    let parts = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return parts.joined(separator: ":")
  }
}
