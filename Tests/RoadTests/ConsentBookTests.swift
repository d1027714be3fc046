import Pipeline
import Testing
import Vocabulary

struct ConsentBookTests {
  @Test func `where earlier consents could not be read, only what was stated since is allowed`() {
    let book = ConsentBook()
    let (former, later) = (SessionIdentifier(), SessionIdentifier())
    #expect(book.consent(of: former) == .standard)
    book.distrustUnstated()
    book.state(.standard, for: later)
    #expect(book.consent(of: former) == .none && book.consent(of: later) == .standard)
    book.forget(later)
    #expect(book.consent(of: later) == .none)
  }
}
