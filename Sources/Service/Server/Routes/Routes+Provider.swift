import Foundation
import GLib
import People
import Soup
import Vocabulary

extension Routes {
  /// Signing in by another service.
  static func provider() -> [Route] {
    var starting = RouteDescription()
    starting.query = [("next", "The path of this server to come back to.")]
    starting.gives = [(303, "To the provider.", nil, nil)]
    var returning = RouteDescription()
    returning.query = [("code", "What the provider gave."), ("state", "As this server gave it."), ("error", "Why it did not.")]
    returning.gives = [(200, "Signed in; the page leads on.", "text/html", nil), (303, "Back to the sign-in page.", nil, nil)]
    return [
      Route(
        method: .get, pattern: PathPattern("/sign-in/provider"), permission: .open, summary: "Begins to sign in elsewhere.",
        isMetered: true, description: starting, handler: .later(beginProvider)),
      Route(
        method: .get, pattern: PathPattern(ProviderDesk.callback), permission: .open,
        summary: "Where the provider sends browsers back to.", isMetered: true, description: returning,
        handler: .later(finishProvider)),
    ]
  }

  /// Only an address of this very server may be gone to.
  private static func destination(_ text: String?) -> String {
    let isPlain =
      text?.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5C && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E } ?? false
    guard let text, isPlain, text.utf8.count <= 1_024, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/sign-in")
    else { return "/" }
    return text
  }

  private static func back(_ word: String, next: String, _ request: Request) -> HTTPReply {
    let query = next == "/" ? "" : "&next=" + PercentEncoding.component(next)
    let gone = SessionCookie.providerHeader("", isSecure: request.head.isSecure, maximumAge: 0)
    return .empty(303, headers: [("Location", "/sign-in?problem=\(word)\(query)"), gone])
  }

  private static let beginProvider: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    guard let provider = services.backend.provider else { throw Problem.notFound }
    let next = destination(request.query["next"])
    do throws(ProviderError) {
      let start = try await provider.begin(next: next)
      let cookie = SessionCookie.providerHeader(start.browser, isSecure: request.head.isSecure, maximumAge: 600)
      return .empty(303, headers: [("Location", start.location), cookie])
    } catch { return back(error.word, next: next, request) }
  }

  private static let finishProvider: @GLibActor @Sendable (Request, Services) async throws -> HTTPReply = { request, services in
    guard let provider = services.backend.provider else { throw Problem.notFound }
    let query = request.query
    let name = SessionCookie.providerName(isSecure: request.head.isSecure)
    let browser = SessionCookie.value(of: name, in: request.head) ?? ""
    let finish: ProviderDesk.Finish
    do throws(ProviderError) {
      finish = try await provider.finish(code: query["code"], state: query["state"] ?? "", browser: browser)
    } catch { return back(error.word, next: "/", request) }
    guard let person = try await services.backend.people.admit(finish.identity, grants: finish.grants) else {
      return back("no-role", next: finish.next, request)
    }
    let started = try services.authenticator.signIn(person: person, from: request.head.remoteAddress)
    request.audit.signedIn(started.session)
    let gone = SessionCookie.providerHeader("", isSecure: request.head.isSecure, maximumAge: 0)
    // A redirect would still be the other site's navigation, on which a strict cookie does not travel: the page goes on by itself.
    return HTTPReply(
      status: 200,
      headers: [("Content-Type", "text/html; charset=utf-8"), cookie(started.cookie, request, services), gone],
      body: SharedBytes(onward(to: finish.next)))
  }

  private static func onward(to next: String) -> String {
    let escaped = next.replacing("&", with: "&amp;").replacing("'", with: "&#39;")
    return """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Signed in · MediaSKINoscope</title>\
      <meta http-equiv="refresh" content="0;url='\(escaped)'"><link rel="stylesheet" href="/assets/css/app.css"></head>\
      <body><main class="nowhere"><h1>Signed in</h1><p><a href="\(escaped)">Go on</a></p>\
      <p class="small second">Research use only. Not for diagnosis.</p></main></body></html>
      """
  }
}
