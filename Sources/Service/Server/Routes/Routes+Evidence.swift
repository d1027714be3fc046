import GLib
import Soup
import Vocabulary

extension Routes {
  /// How well the encoder does, from the reports beside its weights.
  static func evidence() -> [Route] {
    var record = RouteDescription()
    record.gives = [(200, "What is known; a missing or damaged report is said as such.", "application/json", "Evidence")]
    var picture = RouteDescription()
    picture.gives = [(200, "The file, JPEG or PNG.", "image/*", nil)]
    picture.fails = [404]
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/evidence"), permission: .read,
        summary: "Reports, model card and limits of the encoder that serves.", description: record,
        handler: .later { _, services in
          await .longJSON(WithNulls(record: await services.backend.evidence.record(), keys: ["card", "pictures_licence"]))
        }),
      Route(
        method: .get, pattern: PathPattern("/api/v1/evidence/pictures/{hash}"), permission: .read,
        summary: "A picture that a report names as a mistake, from the folder that the configuration allows to be shown.",
        description: picture,
        handler: .later { request, services in
          let hash = request.parameters["hash"] ?? ""
          guard hash.utf8.count == 64, hash.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let bytes = await services.backend.evidence.picture(hash), let kind = PictureKind(bytes)
          else { throw Problem.notFound }
          return HTTPReply(
            status: 200, headers: [("Content-Type", kind == .jpeg ? "image/jpeg" : "image/png"), ("Cache-Control", "no-store")],
            body: SharedBytes(bytes))
        }),
    ]
  }
}
