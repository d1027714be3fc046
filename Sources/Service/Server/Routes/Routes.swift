/// All routes, gathered from the files beside this one.
enum Routes {
  static func all(limits: ServerLimits, files: StaticFiles) -> [Route] {
    operations() + session() + provider() + people(limits) + audit() + catalogue() + streams(limits) + thresholds(limits)
      + backgrounds(limits) + alerts(limits)
      + evidence() + explanations()
      + journal() + events()
      + media(limits) + frames(limits) + analyses(limits) + inference(limits) + prediction(limits) + knowledge()
      + corrections() + documents(limits) + voice(limits) + calls(limits)
      + sessions() + review()
      + modelContext(limits)
      + teaching()
      + sinks(limits)
      + house(limits) + overlays() + zones(limits) + alertExports()
      + workbench(limits) + packTrials(limits)
      + pages(files)
  }

  static let listQuery: [(name: String, text: String)] = [
    ("after", "The `next` of an earlier page."), ("limit", "How many items at most; large values are capped."),
  ]
}
