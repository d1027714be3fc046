import Vocabulary

/// One entry of a transaction.
struct FHIREntry {
  let urn: String
  let resource: JSONValue
  let method: String
  let url: String
  let ifNoneExist: String?

  var json: JSONValue {
    var request: [String: JSONValue] = ["method": .string(method), "url": .string(url)]
    if let ifNoneExist { request["ifNoneExist"] = .string(ifNoneExist) }
    return ["fullUrl": .string(urn), "resource": resource, "request": .object(request)]
  }
}
