extension AuditRecord {
  /// The record as a FHIR R4 AuditEvent.
  ///
  /// - Source: HL7 FHIR R4 (4.0.1), AuditEvent; DICOM PS3.16 (DCM 110122 and 110123 for signing in and out); RFC 3881 by way of its code systems.
  public var auditEvent: JSONValue {
    var members: [String: JSONValue] = [
      "resourceType": "AuditEvent", "id": .string("audit-\(sequence)"), "recorded": .string(event.at),
      "type": type, "action": .string(actionCode), "outcome": .string(outcomeCode), "agent": [agent],
      "source": [
        "observer": ["display": "MediaSKINoscope"],
        "type": [Self.coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server")],
      ],
      "entity": [entity],
    ]
    if let subtype { members["subtype"] = [subtype] }
    if event.outcome != .success { members["outcomeDesc"] = .string("\(event.outcome.rawValue), status \(event.status)") }
    return .object(members)
  }

  private static func coding(_ system: String, _ code: String, _ display: String) -> JSONValue {
    ["system": .string(system), "code": .string(code), "display": .string(display)]
  }

  private var type: JSONValue {
    switch event.action {
    case .signIn, .signOut:
      Self.coding("http://dicom.nema.org/resources/ontology/DCM", "110114", "User Authentication")
    default:
      Self.coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation")
    }
  }

  private var subtype: JSONValue? {
    func interaction(_ code: String) -> JSONValue { Self.coding("http://hl7.org/fhir/restful-interaction", code, code) }
    switch event.action {
    case .signIn: return Self.coding("http://dicom.nema.org/resources/ontology/DCM", "110122", "Login")
    case .signOut: return Self.coding("http://dicom.nema.org/resources/ontology/DCM", "110123", "Logout")
    case .read: return interaction(event.subject == nil ? "search" : "read")
    case .create: return interaction("create")
    case .update: return interaction("update")
    case .delete: return interaction("delete")
    case .execute: return interaction("operation")
    }
  }

  private var actionCode: String {
    switch event.action {
    case .create: "C"
    case .read: "R"
    case .update: "U"
    case .delete: "D"
    case .execute, .signIn, .signOut: "E"
    }
  }

  /// 0 success, 4 minor failure, 8 serious failure: a refusal is the former.
  private var outcomeCode: String {
    switch event.outcome {
    case .success: "0"
    case .refused: "4"
    case .failed: "8"
    }
  }

  private var agent: JSONValue {
    var members: [String: JSONValue] = [
      "who": ["identifier": ["value": .string(event.actor.name)], "display": .string(event.actor.name)],
      "altId": .string(event.actor.name), "requestor": true,
    ]
    if let role = event.actor.role { members["role"] = [["text": .string(role)]] }
    // 2 = IP address.
    if !event.actor.address.isEmpty { members["network"] = ["address": .string(event.actor.address), "type": "2"] }
    return .object(members)
  }

  private var entity: JSONValue {
    var members: [String: JSONValue] = [
      "what": ["identifier": ["value": .string(event.subject.map { "\(event.kind)/\($0)" } ?? event.kind)]],
      // 2 = a thing, not a person.
      "type": Self.coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", "2", "System Object"),
      "name": .string(event.what),
    ]
    let details = [("before", event.before), ("after", event.after)].compactMap { name, value -> JSONValue? in
      value.map { ["type": .string(name), "valueString": .string($0.encodedText)] }
    }
    if !details.isEmpty { members["detail"] = .array(details) }
    return .object(members)
  }
}
