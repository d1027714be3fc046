import Testing
import Vocabulary

@Suite struct `A network address` {
  @Test(arguments: [
    ("::", 16), ("::1", 16), ("1::", 16), ("2001:db8::8:800:200c:417a", 16), ("::ffff:192.0.2.1", 4), ("1:2:3:4:5:6:7:8", 16),
    ("0.0.0.0", 4), ("255.255.255.255", 4),
  ])
  func `is read from its numeric forms`(text: String, count: Int) { #expect(NetworkAddress(text)?.bytes.count == count) }

  @Test(arguments: [
    "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "256.1.1.1", "1.2.3", "127.0.0.1\0", ":::", "+1.2.3.4",
  ])
  func `is not what only looks like one`(text: String) { #expect(NetworkAddress(text) == nil) }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.255.0.9", true), ("128.0.0.1", false), ("::1", true), ("::2", false), ("::ffff:127.0.0.1", true),
  ])
  func `knows whether it is this machine's own`(text: String, isLoopback: Bool) throws {
    #expect(try #require(NetworkAddress(text)).isLoopback == isLoopback)
  }
}

@Suite struct `A network range` {
  @Test(arguments: [
    ("127.0.0.0/8", "127.255.255.255", true), ("127.0.0.0/8", "128.0.0.0", false), ("10.1.2.3", "10.1.2.3", true),
    ("10.1.2.3", "10.1.2.4", false), ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
    ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false), ("::1/128", "::1", true),
    ("2001:db8::/33", "2001:db8:7fff::1", true),
    ("2001:db8::/33", "2001:db8:8000::1", false), ("127.0.0.0/8", "::ffff:127.0.0.1", true), ("fe80::/10", "fe80::1%eth0", true),
  ])
  func `contains what its prefix says`(range: String, address: String, isInside: Bool) throws {
    #expect(try #require(NetworkRange(range)).contains(try #require(NetworkAddress(address))) == isInside)
  }

  @Test(arguments: [
    "", "/8", "127.0.0.0/", "127.0.0.0/33", "127.0.0.0/-1", "127.0.0/8", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "a", "::1::",
    ":::", "1:2:3:4:5:6:7:8:9", "12345::", "1.2.3.4/8/8",
  ])
  func `is refused if it is no CIDR`(text: String) { #expect(NetworkRange(text) == nil) }

  @Test func `counts its prefix in bits, not in bytes`() throws {
    let loopback = try #require(NetworkRange("127.0.0.0/8"))
    #expect(loopback.contains(try #require(NetworkAddress("127.255.3.4"))))
    #expect(!loopback.contains(try #require(NetworkAddress("128.0.0.1"))))
    let odd = try #require(NetworkRange("10.0.0.0/9"))
    #expect(odd.contains(try #require(NetworkAddress("10.127.0.1"))))
    #expect(!odd.contains(try #require(NetworkAddress("10.128.0.1"))))
    #expect(!loopback.contains(try #require(NetworkAddress("::1"))))
    #expect(NetworkRange("1.2.3.4/x") == nil)
  }
}
