import Configuration
import Cryptography
import Journal
import Vocabulary

/// What an MQTT sink publishes: each message, the state now, whether the server is there, and what Home Assistant needs to know of it.
///
/// - Source: Home Assistant's "MQTT discovery": retained configuration under `PREFIX/COMPONENT/NODE/OBJECT/config`.
struct MQTTTopics {
  private let setting: SinkSetting

  init(_ setting: SinkSetting) { self.setting = setting }

  var status: String { setting.topic + "/status" }
  private var state: String { setting.topic + "/state" }

  /// The message itself, and the state after it if nothing newer was published.
  func messages(_ delivery: PendingDelivery, isNewest: Bool) -> [MQTTMessage] {
    guard case .object(var members) = delivery.delivery.body else { return [] }
    let open = members.removeValue(forKey: "open")?.double ?? 0
    members["id"] = .string(delivery.id)
    let told = MQTTMessage(topic: setting.topic + "/alerts", payload: JSONValue.object(members).encoded, isRetained: false)
    guard isNewest else { return [told] }
    let data = members["data"] ?? .null
    let now: JSONValue = [
      "alert": open > 0 ? "ON" : "OFF", "open": .integer(Int64(open)), "last": data, "research_use_only": true,
    ]
    return [told, MQTTMessage(topic: state, payload: now.encoded, isRetained: true)]
  }

  func status(isOnline: Bool) -> MQTTMessage {
    MQTTMessage(topic: status, payload: Array((isOnline ? "online" : "offline").utf8), isRetained: true)
  }

  func test(id: String) -> MQTTMessage {
    let body: JSONValue = ["type": "skino.test", "id": .string(id), "research_use_only": true]
    return MQTTMessage(topic: setting.topic + "/test", payload: body.encoded, isRetained: false)
  }

  /// Named by the topic, so that two servers of one broker are two devices.
  private var node: String { "skino_" + SHA256.digest(of: setting.topic).hexadecimal.prefix(12) }

  /// What Home Assistant reads when it starts: whether something waits for a person, and what was found last.
  var discovery: [MQTTMessage] {
    guard let prefix = setting.discovery else { return [] }
    let alert: [String: JSONValue] = [
      "name": "Unanswered finding", "device_class": "problem", "value_template": "{{ value_json.alert }}", "payload_on": "ON",
      "payload_off": "OFF", "json_attributes_topic": .string(state),
    ]
    let found: [String: JSONValue] = [
      "name": "Last finding", "icon": "mdi:magnify-scan", "value_template": "{{ value_json.last.condition }}",
    ]
    let count: [String: JSONValue] = [
      "name": "Unanswered findings", "icon": "mdi:bell-badge", "value_template": "{{ value_json.open }}",
      "state_class": "measurement",
    ]
    return [("binary_sensor", "alert", alert), ("sensor", "finding", found), ("sensor", "open", count)].map { kind, id, members in
      MQTTMessage(
        topic: "\(prefix)/\(kind)/\(node)/\(id)/config", payload: JSONValue.object(members.merging(common(id)) { $1 }).encoded,
        isRetained: true)
    }
  }

  private func common(_ id: String) -> [String: JSONValue] {
    [
      "unique_id": .string("\(node)_\(id)"), "object_id": .string("\(node)_\(id)"), "state_topic": .string(state),
      "availability_topic": .string(status),
      "device": [
        "identifiers": [.string(node)], "name": "MediaSKINoscope", "manufacturer": "MediaSKINoscope",
        "model": "Research use only, not for diagnosis",
      ],
      "origin": ["name": "MediaSKINoscope"],
    ]
  }
}
