public import Journal
import Vocabulary

extension JournalStore: JournalWriter {}
