import Soup
import Vocabulary

extension Routes {
  /// One picture in, one assessment out.
  static func analyses(_ limits: ServerLimits) -> [Route] {
    var description = RouteDescription()
    description.takes = [("image/jpeg", nil), ("image/png", nil)]
    description.gives = [(200, "What the picture resembles.", "application/json", "Assessment")]
    description.fails = [413, 415, 422, 503]
    return [
      Route(
        method: .post, pattern: PathPattern("/api/v1/analyses"), permission: .analyse,
        summary: "Analyses one picture; nothing is stored.", bodyLimit: limits.pictureBytes, description: description,
        handler: .later { request, services in
          // The bytes decide, not what the sender calls them.
          guard PictureKind(request.body) != nil else { throw Problem.unsupported(allowed: "image/jpeg and image/png") }
          let assessment = try await services.backend.analyse(picture: request.body)
          return .json(assessment.record(writtenAt: services.time.now()).served)
        })
    ]
  }
}
