import Configuration
import Vocabulary

extension OpenAPISchemas {
  /// People, groups, sessions and the audit.
  static let people: [String: JSONValue] = {
    let roles = names(Role.allCases.map(\.rawValue))
    let texts = JSONValue.object(["type": .string("array"), "items": text])
    let textsOrNull = JSONValue.object(["type": .array([.string("array"), .string("null")]), "items": text])
    return [
      "SignIn": object(["token": text, "name": text, "password": text], required: []),
      "SignInOptions": object(["password": boolean, "token": boolean, "provider": orNull("string")]),
      "PasswordChange": object(["current": text, "new": text]),
      "NewPassword": object(["password": text]),
      "Person": object([
        "name": text, "display": text, "role": orNull("string"), "groups": texts, "disabled": boolean,
        "proof": names(["password", "provider", "none"]), "provided": list(nil), "created_at": text,
        "password_changed_at": orNull("string"), "signed_in_at": orNull("string"), "revision": integer,
      ]),
      "NewPerson": object(
        ["name": text, "display": text, "role": orNull("string"), "groups": texts, "password": text],
        required: ["name", "password"]),
      "PersonChange": object(
        ["display": text, "role": orNull("string"), "groups": texts, "disabled": boolean], required: []),
      "Group": object(["name": text, "role": roles, "streams": textsOrNull]),
      "OpenSession": object([
        "id": text, "name": text, "role": roles, "proof": names(["token", "password", "provider"]), "address": text,
        "started_at": text, "last_used_at": text, "own": boolean,
      ]),
      "Token": object(["name": text, "role": roles]),
      "Audit": object([
        "sequence": integer, "hash": text, "at": text,
        "actor": object(["name": text, "role": orNull("string"), "proof": text, "address": text], required: ["name"]),
        "action": names(AuditAction.allCases.map(\.rawValue)), "outcome": names(AuditOutcome.allCases.map(\.rawValue)),
        "kind": text, "subject": orNull("string"), "what": text, "status": integer, "before": .object([:]), "after": .object([:]),
      ]),
    ]
  }()
}
