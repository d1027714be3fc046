internal import Cryptography
internal import GLib
internal import Soup

/// The way into one call, for as long as it lasts; its host's name keeps the meaning that was checked.
public final class ControlLine: Sendable {
  let http: HTTPClient
  let path: Secret
  private let pin: NamePin?

  init(http: HTTPClient, path: Secret, pin: NamePin?) {
    self.http = http
    self.path = path
    self.pin = pin
  }
}
