import Soup

extension Routes {
  /// One route for each file of the dashboard.
  static func pages(_ files: StaticFiles) -> [Route] {
    [pageList(files)]
      + files.files.sorted { $0.key < $1.key }.map { address, file in
        let isPage = !address.hasPrefix("/assets/")
        // The sign-in page and what it is made of must load for whoever is not signed in yet.
        let permission: Permission = isPage && address != "/sign-in" ? .signedIn : .open
        return Route(
          method: .get, pattern: PathPattern(address), permission: permission, kind: isPage ? .page : .asset,
          summary: isPage ? "A page of the dashboard." : "A file of the dashboard.",
          handler: .now { request, _ in StaticFiles.reply(file, to: request.head) })
      }
  }

  /// Which pages this server has, so that a navigation lists no other.
  private static func pageList(_ files: StaticFiles) -> Route {
    let pages = files.files.keys.filter { !$0.hasPrefix("/assets/") && !$0.contains("{") && $0 != "/sign-in" }.sorted()
    var description = RouteDescription()
    description.gives = [(200, "Addresses of pages.", "application/json", "PageList")]
    return Route(
      method: .get, pattern: PathPattern("/api/v1/pages"), permission: .signedIn, summary: "The pages that this server has.",
      description: description, handler: .now { _, _ in .json(ListBody(items: pages)) })
  }
}
