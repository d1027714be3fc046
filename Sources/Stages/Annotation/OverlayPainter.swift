import Cairo
import Vocabulary

/// Draws an ``OverlayContent`` onto a canvas of the picture's size.
///
/// Findings stand top left below the alerts, the notice and the stamp at the bottom; text is as large as the picture allows.
/// Colours are those of the dashboard's video (`tokens.css`).
struct OverlayPainter {
  private let canvas: Canvas
  private let size: Double
  private var inner: Double { size * 0.4 }
  private var lineHeight: Double { size * 1.45 }
  private var width: Double { Double(canvas.width) }
  private var height: Double { Double(canvas.height) }

  private static let scrim = Colour(hex: 0x0C0E0F, opacity: 0.74)
  private static let ink = Colour(hex: 0xFFFFFF)
  private static let quietInk = Colour(hex: 0xD5DADD)
  private static let rim = Colour(hex: 0x0C0E0F, opacity: 0.8)

  /// - Parameter canvas: cleared here, and ready to be read after.
  init(_ canvas: Canvas) {
    self.canvas = canvas
    size = min(48, max(10, Double(canvas.height) / 26))
  }

  func paint(_ content: OverlayContent) {
    canvas.clear()
    for box in content.boxes { paint(box) }
    let top = paint(content.alerts)
    if let refusal = content.refusal {
      strip(at: top, refusal, ink: Self.quietInk)
    } else {
      paint(content.lines, top: top)
    }
    let bottom = height - lineHeight
    strip(at: bottom, OverlayContent.notice, ink: Self.ink)
    strip(at: bottom - lineHeight, content.stamp, ink: Self.quietInk)
  }

  /// Where a region's box lies, in pixels.
  static func rectangle(of region: Region, width: Double, height: Double) -> CanvasRectangle {
    CanvasRectangle(x: region.x * width, y: region.y * height, width: region.width * width, height: region.height * height)
  }

  private func paint(_ box: OverlayContent.Box) {
    let place = Self.rectangle(of: box.region, width: width, height: height)
    let line = max(2, size / 8)
    // A dark rim outside keeps the box visible on any skin.
    canvas.stroke(place, with: Self.rim, lineWidth: line * 2)
    canvas.stroke(place, with: box.tier.map(Self.fill) ?? Self.ink, lineWidth: line)
    let text = canvas.measure(box.label, size: size * 0.85, limit: width)
    let label = CanvasRectangle(
      x: max(0, min(place.x, width - text.width - inner)), y: max(0, place.y - text.height - line), width: text.width + inner,
      height: text.height)
    canvas.fill(label, with: Self.scrim)
    canvas.draw(box.label, x: label.x + inner / 2, y: label.y, size: size * 0.85, colour: Self.ink, limit: width)
  }

  /// - Returns: where the next thing may begin.
  private func paint(_ alerts: [OverlayContent.Alert]) -> Double {
    var top = 0.0
    for alert in alerts {
      canvas.fill(CanvasRectangle(x: 0, y: top, width: width, height: lineHeight), with: Self.fill(alert.tier))
      text(alert.text, x: inner, y: top, ink: Self.ink(on: alert.tier), isBold: true, limit: width - 2 * inner)
      top += lineHeight
    }
    return top
  }

  private func paint(_ lines: [OverlayContent.Line], top: Double) {
    let texts = lines.map { "\($0.value)  \($0.name)" }
    let widest = texts.map { canvas.measure($0, size: size, limit: width - 2 * inner).width }.max() ?? 0
    guard widest > 0 else { return }
    canvas.fill(
      CanvasRectangle(x: 0, y: top, width: widest + 2 * inner, height: lineHeight * Double(texts.count)), with: Self.scrim)
    for (index, line) in texts.enumerated() {
      text(line, x: inner, y: top + lineHeight * Double(index), ink: Self.ink, limit: width - 2 * inner)
    }
  }

  /// A line on a strip as long as it is; smaller where the picture is too narrow, never cut.
  private func strip(at top: Double, _ line: String, ink: Colour) {
    let room = width - 2 * inner
    let natural = canvas.measure(line, size: size).width
    let fitted = natural > room ? size * room / natural * 0.98 : size
    let text = canvas.measure(line, size: fitted)
    canvas.fill(CanvasRectangle(x: 0, y: top, width: min(width, text.width + 2 * inner), height: lineHeight), with: Self.scrim)
    canvas.draw(line, x: inner, y: top + (lineHeight - text.height) / 2, size: fitted, colour: ink)
  }

  private func text(_ line: String, x: Double, y: Double, ink: Colour, isBold: Bool = false, limit: Double) {
    let measured = canvas.measure(line, size: size, isBold: isBold, limit: limit)
    canvas.draw(line, x: x, y: y + (lineHeight - measured.height) / 2, size: size, isBold: isBold, colour: ink, limit: limit)
  }

  private static func fill(_ tier: AlertTier) -> Colour {
    switch tier {
    case .warning: Colour(hex: 0xC4122F)
    case .caution: Colour(hex: 0xFFC21A)
    case .advisory: Colour(hex: 0x19BCD2)
    }
  }

  private static func ink(on tier: AlertTier) -> Colour { tier == .warning ? ink : Colour(hex: 0x14181A) }
}
