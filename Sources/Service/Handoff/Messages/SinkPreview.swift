public import Configuration
import Journal
import Vocabulary

/// What leaves the machine for one kind of change, word for word but for what is only known when it is sent.
public struct SinkPreview: Sendable, Hashable {
  /// What happened: `raised`, `ended` …
  public let change: String
  /// `POST`, or `PUBLISH` for MQTT.
  public let method: String
  /// Scheme, host and port; for MQTT the topic.
  public let target: String
  public let headers: [String]
  public let body: String

  /// Each message that a sink can get, made by what makes the real ones, of an alert that nobody ever had.
  ///
  /// - Parameter setting: the sink.
  /// - Returns: one for each change that the sink hears of; for MQTT one for each topic.
  /// - Throws: ``HandoffError``.
  public static func all(of setting: SinkSetting) throws(HandoffError) -> [SinkPreview] {
    let address = try SinkAddress(setting).description
    var previews: [SinkPreview] = []
    for change in AlertChange.allCases where change != .explained || setting.explains {
      guard let delivery = PreviewSample.delivery(change, for: setting) else { continue }
      if setting.kind == .mqtt {
        previews += MQTTTopics(setting).messages(delivery, isNewest: true).map { SinkPreview(change.rawValue, $0) }
      } else if let preview = SinkPreview(change, delivery, setting, address) {
        previews.append(preview)
      }
    }
    if setting.kind == .mqtt {
      let topics = MQTTTopics(setting)
      previews += ([topics.status(isOnline: true)] + topics.discovery).map { SinkPreview("connected", $0) }
    }
    return previews
  }

  private init(_ change: String, _ message: MQTTMessage) {
    self.change = change
    method = "PUBLISH"
    target = message.topic
    headers = ["qos: 1", "retain: \(message.isRetained)"]
    body = String(decoding: message.payload, as: UTF8.self)
  }

  private init?(_ change: AlertChange, _ delivery: PendingDelivery, _ setting: SinkSetting, _ address: String) {
    let secrets = setting.secretFile == nil ? nil : PreviewSample.secrets
    guard let request = try? SinkRequest(delivery, for: setting, secrets: secrets, at: PreviewSample.moment) else { return nil }
    self.change = change.rawValue
    method = request.method
    target = address
    headers =
      ["content-type: " + request.contentType]
      + request.headers.map { name, value in
        name == "webhook-signature" ? "webhook-signature: v1,(made when it is sent)" : "\(name): \(value)"
      } + (setting.tokenFile == nil ? [] : ["authorization: Bearer (the token)"])
    body = String(decoding: request.bytes, as: UTF8.self)
  }
}
