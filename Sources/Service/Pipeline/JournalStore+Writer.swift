public import Journal
public import Vocabulary

extension JournalStore: JournalWriter {
  public func record(of alert: AlertIdentifier) async throws -> AlertRecord { try await self.alert(alert) }
}
