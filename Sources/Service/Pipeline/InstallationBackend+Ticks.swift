import Vocabulary

extension InstallationBackend {
  /// Tells every screen once a second how the streams and the server's parts fare, until cancelled.
  func tellStates() async {
    var last: Health?
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      await registry.publishStates()
      await registry.forgetAbandoned()
      let health = await health()
      if health != last { hub.publish(.health(health)) }
      last = health
    }
  }
}
