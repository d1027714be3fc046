/// Brings the forms of a word together: plurals, participles and adverbs, British and American spelling.
///
/// Rough on purpose: two words that a reader takes for one must meet, and it does not matter what the stem looks like.
enum WordStem {
  private static let spellings = [
    ("haem", "hem"), ("oedem", "edem"), ("rrhoe", "rrhe"), ("naev", "nev"), ("our", "or"), ("isation", "ization"), ("oe", "e"),
  ]
  private static let irregular = [
    "begun": "begin", "began": "begin", "beginning": "begin", "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise",
    "bled": "bleed", "drew": "draw", "drawn": "draw", "broke": "break", "broken": "break", "burnt": "burn", "shrank": "shrink",
    "shrunk": "shrink", "torn": "tear", "bitten": "bite", "hidden": "hide", "kept": "keep", "felt": "feel", "sought": "seek",
    "thought": "think", "caught": "catch", "brought": "bring", "worn": "wear", "written": "write", "chosen": "choose",
    "chose": "choose", "frozen": "freeze", "swelled": "swell", "swollen": "swell", "swelling": "swell", "gone": "go",
    "went": "go",
    "stung": "sting", "spoke": "speak", "spoken": "speak", "hoarseness": "hoarse", "noisy": "noise",
    "keratoses": "keratosis", "nevi": "nevus", "feet": "foot", "grew": "grow", "grown": "grow", "growth": "grow",
    "growths": "grow",
    "thicker": "thick", "thickens": "thick", "thickening": "thick", "thicken": "thick", "larger": "large", "largest": "large",
    "higher": "high", "lower": "low", "deeper": "deep", "depth": "deep", "wider": "wide", "width": "wide", "darker": "dark",
    "lighter": "lighter", "faster": "fast", "earlier": "early", "removal": "remov", "suspicion": "suspect",
    "suspicious": "suspect",
    "suspected": "suspect", "excised": "excis", "excision": "excis", "biopsied": "biopsy", "biopsies": "biopsy",
    "papules": "papul",
    "evolution": "evolv", "asymmetry": "asymmetr", "asymmetric": "asymmetr", "symmetry": "symmetr", "symmetric": "symmetr",
    "tenderness": "tender", "pain": "hurt", "painful": "hurt", "hurts": "hurt", "sore": "hurt", "pigmentation": "pigment",
    "ulceration": "ulcer", "ulcerated": "ulcer", "melanocytic": "melanocyt", "inflammation": "inflam", "inflamed": "inflam",
    "referral": "refer", "referred": "refer", "recurrence": "recur", "differs": "differ", "different": "differ",
    "absence": "absent", "presence": "present", "exposure": "expos", "exposed": "expos", "treatment": "treat",
    "treatments": "treat",
    "treated": "treat", "untreated": "untreat", "invasive": "invas", "malignancy": "malign", "malignant": "malign",
    "resemblance": "resembl", "diagnosis": "diagnos", "diagnoses": "diagnos", "said": "say", "seen": "see", "taken": "take",
    "dermatoscopy": "dermoscop", "dermatoscope": "dermoscop", "dermoscope": "dermoscop", "dermoscopy": "dermoscop",
    "dermoscopic": "dermoscop", "dermoscopically": "dermoscop", "uv": "ultraviolet", "tumour": "tumor", "mole": "nevus",
    "moles": "nevus",
  ]
  private static let endings = [
    "ations", "ation", "ingly", "edly", "ically", "ities", "ments", "ment", "ness", "ings", "ing", "ies", "ied", "ity", "ally",
    "ily",
    "ly", "ed", "es", "s", "e", "y",
  ]

  static func of(_ word: String) -> String {
    if let known = irregular[word] { return known == word ? word : stripped(known) }
    var spelt = word
    for (british, common) in spellings { spelt = spelt.replacing(british, with: common) }
    if let known = irregular[spelt] { return stripped(known) }
    return stripped(spelt)
  }

  private static func stripped(_ word: String) -> String {
    guard word.count > 3, !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is") else { return word }
    for ending in endings where word.hasSuffix(ending) && word.count - ending.count >= 3 {
      return String(word.dropLast(ending.count))
    }
    return word
  }
}
