import GLib
import Soup
import Vocabulary

extension Routes {
  /// Hiding all overlays at once: a stream deck's key, a page's, or a script's.
  static func overlays() -> [Route] {
    let hidden = PathPattern("/api/v1/overlay/hidden")
    let described = answer("The overlays as they are now.", "Overlay")
    return [
      Route(
        method: .get, pattern: PathPattern("/api/v1/overlay"), permission: .read, summary: "Whether overlays show anything.",
        description: described, handler: .later { _, services in .json(await services.backend.house.overlay().served) }),
      Route(
        method: .post, pattern: hidden, permission: .operateOverlay, summary: "Hides all overlays at once.", bodyLimit: 1_024,
        description: described,
        handler: .later { request, services in
          .json(try await services.backend.house.setOverlay(isHidden: true, by: try request.caller()).served)
        }),
      Route(
        method: .delete, pattern: hidden, permission: .operateOverlay, summary: "Shows all overlays again.",
        description: described,
        handler: .later { request, services in
          .json(try await services.backend.house.setOverlay(isHidden: false, by: try request.caller()).served)
        }),
    ]
  }
}

extension OverlayState {
  /// As clients see it: every member.
  var served: WithNulls<OverlayState> { WithNulls(record: self, keys: ["by", "at", "fault"]) }
}
