public import Journal
public import Vocabulary

extension JournalStore: JournalWriter {}
