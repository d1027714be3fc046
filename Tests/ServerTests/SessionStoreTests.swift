import Configuration
import Cryptography
import Testing
import Vocabulary

@testable import Server

/// How long sessions last, on a clock that the test moves.
struct SessionStoreTests {
  private let start = Moment(monotonic: .seconds(10), wallMilliseconds: 0)
  private let anna = Principal(name: "anna", role: .clinician, isLocal: false)

  private func setting(idle: Duration?, longest: Duration = .seconds(3_600)) -> SignInSetting {
    var setting = SignInSetting()
    (setting.idle, setting.longest) = (idle, longest)
    return setting
  }

  private func at(_ seconds: Int) -> Moment { start.advanced(by: .seconds(seconds)) }

  @Test func `a person's session ends when nobody has done anything, whatever the page asks meanwhile`() {
    var store = SessionStore(setting(idle: .seconds(60)))
    let cookie = store.start(anna, by: .password, revision: 1, from: "::1", at: start).cookie
    for second in stride(from: 5, through: 55, by: 5) {
      #expect(store.session(cookie: cookie, at: at(second), isActivity: false) != nil)
    }
    #expect(store.session(cookie: cookie, at: at(59), isActivity: true) != nil)
    #expect(store.session(cookie: cookie, at: at(118), isActivity: false) != nil)
    #expect(store.session(cookie: cookie, at: at(119), isActivity: true) == nil, "too late to be kept")
    #expect(store.sweep(at: at(119)) { _ in true }.map(\.principal.name) == ["anna"])
    #expect(store.all.isEmpty)
  }

  @Test func `what is done keeps it open up to its whole length, and not beyond`() {
    var store = SessionStore(setting(idle: .seconds(60), longest: .seconds(300)))
    let cookie = store.start(anna, by: .provider, revision: 1, from: "::1", at: start).cookie
    for second in stride(from: 30, to: 300, by: 30) {
      #expect(store.session(cookie: cookie, at: at(second), isActivity: true) != nil, "\(second)")
    }
    #expect(store.session(cookie: cookie, at: at(300), isActivity: true) == nil)
  }

  @Test func `a token's session is kept by anything asked, for a screen on a wall has nobody at it`() {
    var store = SessionStore(setting(idle: .seconds(60), longest: .seconds(100_000)))
    let cookie = store.start(anna, by: .token, from: "::1", at: start).cookie
    for hour in 1...5 { #expect(store.session(cookie: cookie, at: at(hour * 7_000), isActivity: false) != nil) }
    #expect(store.session(cookie: cookie, at: at(5 * 7_000 + 7_200), isActivity: false) == nil)
  }

  @Test func `without an idle time only its length ends it`() {
    var store = SessionStore(setting(idle: nil))
    let cookie = store.start(anna, by: .password, revision: 1, from: "::1", at: start).cookie
    #expect(store.session(cookie: cookie, at: at(3_599), isActivity: false) != nil)
    #expect(store.session(cookie: cookie, at: at(3_600), isActivity: false) == nil)
  }

  @Test func `sessions that do not hold any more are swept, others stay`() {
    var store = SessionStore(setting(idle: nil))
    _ = store.start(anna, by: .password, revision: 1, from: "::1", at: start)
    let kept = store.start(anna, by: .password, revision: 2, from: "::1", at: start).session
    #expect(store.sweep(at: at(1)) { $0.revision == 2 }.map(\.revision) == [1])
    #expect(store.all.map(\.id) == [kept.id])
    #expect(Set([kept.id, kept.csrf, kept.key.hexadecimal]).count == 3)
  }

  @Test func `more sessions than there is room for push the longest unused out`() {
    var store = SessionStore(setting(idle: nil))
    let first = store.start(anna, by: .password, from: "::1", at: start).cookie
    for second in 1...SessionStore.limit { _ = store.start(anna, by: .password, from: "::1", at: at(second)) }
    #expect(store.all.count == SessionStore.limit)
    #expect(store.session(cookie: first, at: at(SessionStore.limit), isActivity: false) == nil)
  }
}
