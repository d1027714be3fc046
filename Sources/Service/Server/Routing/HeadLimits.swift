import Soup

/// What a request's head may look like before anything in it is looked at.
enum HeadLimits {
  static func check(_ head: HTTPHead, _ limits: ListenerLimits) throws(Problem) {
    guard head.path.utf8.count + (head.query?.utf8.count ?? 0) <= limits.targetBytes else {
      throw Problem(414, "uri-too-long", "URI too long", "At most \(limits.targetBytes) bytes are taken.")
    }
    let bytes = head.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    guard head.headers.count <= limits.headerCount, bytes <= limits.headerBytes else {
      throw Problem(
        431, "headers-too-large", "Headers too large",
        "At most \(limits.headerCount) headers and \(limits.headerBytes) bytes are taken.")
    }
    // Two readings of where a request ends, or of whom it is for, are how requests are smuggled.
    guard head.count(of: "host") <= 1, head.count(of: "content-length") <= 1,
      head.count(of: "transfer-encoding") == 0 || head.count(of: "content-length") == 0
    else { throw .badRequest("Host, Content-Length and Transfer-Encoding may stand once, and not both of the latter.") }
  }
}
