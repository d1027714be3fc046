import Soup
import Vocabulary

/// The description of the API, made from the routes themselves.
enum OpenAPIDocument {
  static func document(of routes: [Route]) -> JSONValue {
    let described = routes.filter { $0.kind != .page && $0.kind != .asset }
    let byPath = Dictionary(grouping: described, by: \.pattern.text)
    let paths = byPath.mapValues { routes in
      JSONValue.object(
        Dictionary(uniqueKeysWithValues: routes.map { ($0.method.rawValue.lowercased(), operation($0)) }))
    }
    return .object([
      "openapi": .string("3.1.0"),
      "info": .object([
        "title": .string("MediaSKINoscope"), "version": .string("1.0.0"),
        "summary": .string("Watches live video of skin. Research use only, not for diagnosis."),
        "license": .object(["name": .string("Apache-2.0"), "identifier": .string("Apache-2.0")]),
      ]),
      "paths": .object(paths),
      "components": .object([
        "schemas": .object(OpenAPISchemas.all),
        "securitySchemes": .object([
          "bearer": .object(["type": .string("http"), "scheme": .string("bearer")]),
          "cookie": .object(["type": .string("apiKey"), "in": .string("cookie"), "name": .string("skino")]),
        ]),
      ]),
    ])
  }

  private static func operation(_ route: Route) -> JSONValue {
    var members: [String: JSONValue] = [
      "summary": .string(route.summary), "operationId": .string(identifier(route)),
      "responses": .object(responses(route)), "x-permission": .string(route.permission.rawValue),
    ]
    let parameters = parameters(route)
    if !parameters.isEmpty { members["parameters"] = .array(parameters) }
    if !route.description.takes.isEmpty {
      let content = route.description.takes.map { ($0.type, media($0.schema)) }
      members["requestBody"] = .object([
        "required": .bool(true), "content": .object(Dictionary(uniqueKeysWithValues: content)),
      ])
    }
    members["security"] =
      !route.permission.needsPrincipal
      ? .array([]) : .array([.object(["bearer": .array([])]), .object(["cookie": .array([])])])
    return .object(members)
  }

  /// `get_api_v1_streams_stream`.
  private static func identifier(_ route: Route) -> String {
    let words = route.pattern.text.split { "/{}.-".contains($0) }
    return ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
  }

  private static func parameters(_ route: Route) -> [JSONValue] {
    func parameter(_ name: String, in place: String, _ text: String, required: Bool) -> JSONValue {
      .object([
        "name": .string(name), "in": .string(place), "required": .bool(required), "description": .string(text),
        "schema": .object(["type": .string("string")]),
      ])
    }
    return route.pattern.parameters.map { parameter($0, in: "path", meaning(of: $0), required: true) }
      + route.description.query.map { parameter($0.name, in: "query", $0.text, required: false) }
      + route.description.headers.map { parameter($0.name, in: "header", $0.text, required: false) }
  }

  private static func meaning(of parameter: String) -> String {
    switch parameter {
    case "stream": "A stream's name: 1 to 64 of a-z, 0-9 and -."
    case "session": "A media session, as Location named it."
    case "condition": "A condition's id."
    case "clip": "A sound, as event `speech` names it."
    case "code": "A code of the Disease Ontology (`DOID:8923`) or of ICD-10-CM (`C43.9`)."
    case "model": "A model that GET /v2/models/{model} knows: the loaded encoder's name and -pixels, -pictures or -texts."
    case "person": "A person's name."
    case "group": "A group's name."
    case "version": "The model's version."
    case "pack": "A pack's id."
    case "hash": "SHA-256 of a file: 64 hexadecimal digits."
    default: "32 hexadecimal digits."
    }
  }

  private static func responses(_ route: Route) -> [String: JSONValue] {
    var responses: [String: JSONValue] = [:]
    for given in route.description.gives {
      var response: [String: JSONValue] = ["description": .string(given.text)]
      if let type = given.type { response["content"] = .object([bare(type): media(given.schema)]) }
      responses["\(given.status)"] = .object(response)
    }
    var failures = Set(route.description.fails)
    if route.permission.needsPrincipal { failures.formUnion([401, 403]) }
    if !route.pattern.isLiteral { failures.insert(404) }
    if route.bodyLimit > 0 { failures.formUnion([400, 413]) }
    for status in failures {
      responses["\(status)"] = .object([
        "description": .string("Refused; the body says why."), "content": .object(["application/problem+json": media("Problem")]),
      ])
    }
    return responses
  }

  private static func bare(_ type: String) -> String { String(type.prefix { $0 != ";" }) }

  private static func media(_ schema: String?) -> JSONValue {
    guard let schema else { return .object([:]) }
    return .object(["schema": OpenAPISchemas.reference(schema)])
  }
}
