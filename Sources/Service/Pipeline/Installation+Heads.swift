import Configuration
import Journal
import Tuning
import Vocabulary

extension Installation {
  /// Heads: those in the data folder, and learning more from the verdicts on the first pack.
  static func heads(
    _ settings: Settings, _ setup: EncoderSetup, _ first: Specialty, _ journal: JournalStore, _ time: any TimeSource
  ) -> HeadDesk {
    HeadDesk(
      teacher: Teacher(model: setup.base, specialty: first, time: time),
      shelf: HeadShelf(
        store: HeadStore(data: settings.data), model: setup.base, specialties: setup.specialties, journal: journal, time: time),
      journal: journal, time: time)
  }
}
