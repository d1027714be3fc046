import Cryptography
import Foundation
import Soup

/// The dashboard's files, read once at the start. Requests name entries of this table, never paths of the disk.
struct StaticFiles: Sendable {
  struct File: Sendable {
    let type: String
    let bytes: SharedBytes
    let tag: String
  }

  /// By address: `/`, `/wall`, `/overlay/{stream}`, `/assets/js/dom.js`.
  let files: [String: File]
  /// What a browser gets at an address that is no page; `nil` if the folder has none.
  let missing: File?

  private static let missingName = "not-found.html"

  static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp",
    "ico": "image/x-icon", "woff2": "font/woff2", "webmanifest": "application/manifest+json", "txt": "text/plain; charset=utf-8",
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav", "mp4": "video/mp4", "webm": "video/webm",
  ]

  /// - Throws: ``ServerError/web(path:)`` if there is no page in `folder`.
  init(folder: URL) throws(ServerError) {
    var files: [String: File] = [:]
    let assets = folder.appendingPathComponent("assets", isDirectory: true)
    for file in Self.regularFiles(of: folder, deep: false) where file.hasSuffix(".html") && file != Self.missingName {
      files[Self.address(ofPage: String(file.dropLast(5)))] = Self.read(folder.appendingPathComponent(file))
    }
    for file in Self.regularFiles(of: assets, deep: true) where !file.split(separator: "/").contains(where: { $0.hasPrefix(".") })
    {
      files["/assets/" + file] = Self.read(assets.appendingPathComponent(file))
    }
    guard files["/"] != nil else { throw .web(path: folder.path) }
    self.files = files
    missing = Self.read(folder.appendingPathComponent(Self.missingName))
  }

  private static func address(ofPage name: String) -> String {
    switch name {
    case "index": "/"
    case "overlay": "/overlay/{stream}"
    default: "/" + name
    }
  }

  /// Relative paths of plain files with a known type; links are not followed.
  private static func regularFiles(of folder: URL, deep: Bool) -> [String] {
    let manager = FileManager.default
    let names =
      (deep ? try? manager.subpathsOfDirectory(atPath: folder.path) : try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in
      let attributes = try? manager.attributesOfItem(atPath: folder.appendingPathComponent(name).path)
      let isPlain = name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "{") }
      return attributes?[.type] as? FileAttributeType == .typeRegular && isPlain && type(of: name) != nil
    }.sorted()
  }

  private static func type(of name: String) -> String? { types[String(name.split(separator: ".").last ?? "")] }

  private static func read(_ url: URL) -> File? {
    guard let data = try? Data(contentsOf: url), let type = type(of: url.lastPathComponent) else { return nil }
    let bytes = [UInt8](data)
    return File(type: type, bytes: SharedBytes(bytes), tag: String(SHA256.digest(of: bytes).hexadecimal.prefix(32)))
  }

  /// The file as a reply, or 304 if the browser has it already.
  static func reply(_ file: File, to head: HTTPHead) -> HTTPReply {
    // Kept, but asked for each time: a new version of the server shows at once.
    let headers = [("Content-Type", file.type), ("ETag", EntityTag.quoted(file.tag)), ("Cache-Control", "no-cache")]
    let known = head.headers.filter { $0.name == "if-none-match" }.flatMap { $0.value.split(separator: ",") }
    guard known.contains(where: { EntityTag.bare(String($0)) == file.tag }) else {
      return HTTPReply(status: 200, headers: headers.map { ($0.0, $0.1) }, body: file.bytes)
    }
    return HTTPReply(status: 304, headers: headers.dropFirst().map { ($0.0, $0.1) })
  }
}
