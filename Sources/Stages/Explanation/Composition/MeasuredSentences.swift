import Vocabulary

/// What was measured, in sentences; all of them cite the alert's frame.
struct MeasuredSentences {
  let alert: AlertRecord
  let request: ExplanationRequest

  var all: [(ExplanationPart, String)] {
    seen.map { (.seen, $0) } + resemblance.map { (.resemblance, $0) } + against.map { (.against, $0) }
  }

  private var name: String { request.condition.name.lowercased() }
  private var isPlain: Bool { request.level == .plain }

  // MARK: What was seen

  private var seen: [String] {
    guard let observation = alert.observation else { return [] }
    guard let place = observation.places.first else {
      return ["The evidence is spread over the whole picture; no part of it stands out."]
    }
    var sentences = [
      "The evidence lies \(PlaceWords.position(of: place.region)) and takes up \(PlaceWords.size(of: place.region))."
    ]
    if let colour = place.colour { sentences.append(colourSentence(colour, place.surroundings)) }
    let more = observation.places.count - 1
    if more > 0, !isPlain {
      sentences.append("\(more == 1 ? "One other place" : "\(more) other places") in the picture added to it.")
    }
    return sentences
  }

  private func colourSentence(_ colour: AlertObservation.MeanColour, _ around: AlertObservation.MeanColour?) -> String {
    let start = "That place is \(ColourWords.name(of: colour)) on average"
    guard let around else { return start + "." }
    return start + ", " + (ColourWords.difference(colour, from: around) ?? "about the colour of what surrounds it") + "."
  }

  // MARK: What it resembles

  private var resemblance: [String] {
    var sentences = [isProven ? provenSentence : unprovenSentence]
    sentences.append(held)
    if request.level == .specialist, let observation = alert.observation {
      sentences.append(
        "Similarity is \(number(observation.similarity)), presence \(number(observation.presence)) and evidence "
          + "\(number(observation.evidence)).")
    }
    return sentences
  }

  private var isProven: Bool { alert.probability != nil }

  private var provenSentence: String {
    let probability = alert.probability ?? 0
    let start = "It resembles \(name) \(StrengthWords.adverb(for: probability)): "
    let value = StrengthWords.percent(probability)
    let figure = isPlain ? "the server's calibrated score is \(value)" : "the calibrated probability is \(value)"
    return start + figure + byHead + threshold + "."
  }

  /// What scored it, where that was not the pack's descriptors.
  private var byHead: String {
    alert.head.map { " by the tuned head \($0.name) version \($0.version), not by the pack's descriptors" } ?? ""
  }

  private var threshold: String {
    switch alert.threshold.scale {
    case .probability: ", and an alert starts at \(StrengthWords.percent(alert.threshold.enter))"
    case .background: ", above \(quantile) of this stream's recorded ordinary frames"
    }
  }

  private var unprovenSentence: String {
    let start = "It resembles \(name)\(byHead), but how strongly is unproven"
    guard alert.threshold.scale == .background else { return start + ": no calibration fits this model and pack." }
    return start + ": no calibration fits this model, and the evidence only lies above \(quantile) of this stream's recorded "
      + "ordinary frames."
  }

  /// What the threshold was compared with on the background scale.
  private var quantile: String {
    let value = alert.why.last?.value ?? alert.threshold.enter
    let text = number(value * 100, digits: 2)
    return value < 1 && text == "100" ? "more than 99.99 %" : "\(text) %"
  }

  private var held: String {
    "At least \(alert.threshold.k) of \(alert.threshold.n) analysed frames in a row lay above the start of an alert."
  }

  // MARK: What argues against it

  private var against: [String] {
    var sentences: [String] = []
    if let probability = alert.probability {
      sentences.append(
        "By the same calibration, about \(Int(((1 - probability) * 100).rounded())) of 100 frames that score like this show "
          + "something else.")
    } else {
      sentences.append("No probability stands behind it, so that this order of findings is all that the model gives.")
    }
    if let other { sentences.append(other) }
    if alert.demo { sentences.append("The picture is drawn for the demo and shows no person.") }
    return sentences
  }

  /// The strongest other finding, if it is worth a word.
  private var other: String? {
    guard let other = alert.observation?.others.first else { return nil }
    let name = (request.names[other.condition] ?? other.condition.text).lowercased()
    guard let probability = other.probability else {
      return "The frame also resembles \(name), at a presence of \(number(other.presence)) on an uncalibrated scale."
    }
    return probability < 0.05
      ? nil
      : "The frame also resembles \(name) \(StrengthWords.adverb(for: probability)), at \(StrengthWords.percent(probability))."
  }

  private func number(_ value: Double, digits: Int = 2) -> String {
    let factor = digits == 2 ? 100.0 : 10
    let rounded = (value * factor).rounded() / factor
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
