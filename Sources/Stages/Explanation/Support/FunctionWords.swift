/// Words that carry no fact of their own, and words of discourse that any statement may be put with.
enum FunctionWords {
  static let all: Set<String> = grammar.union(discourse)

  private static let grammar = words(
    """
    a an the and or but nor so if then than as at by for from in into of on onto off to up with within over under between among \
    through during about around per via is are was were be been being am has have had do does did done will would shall it its they \
    them their this that these those there here which who whom whose what when where why how he she his her we you your our i me one \
    ones both each either some several any all such same other others another also too very quite rather just still yet already even \
    though although because since while whereas once after before until unless whether without no not never none cannot neither can \
    may might must should could need s t itself themselves alone ever instead
    """)

  private static let discourse = words(
    """
    show shows showing shown look looks looking see sees seen appear appears find found give gives given make makes made take takes \
    taken get gets bear bears belong belongs count counts counted sit sits stand stands like likely call called calls put person \
    persons people anyone someone person's feature features sign signs way ways case cases thing things kind kinds type types form \
    forms place places part parts together use used uses using come comes coming account include includes including has lie lies \
    consist consists contain contains describe described describes tell tells say says said mean means regardless whatever general \
    generally usual usually typical typically common commonly mostly often seem seems seemed become becomes became turn turns turned \
    meet meets set sets due ground certain merit merits thus therefore arise arises occur occurs develop develops begin begins keep \
    hold holds serve serves mainly chiefly largely especially particularly normally result results happen happens present presents \
    accompany accompanies accompanied associated notice noticed noticeable recognise recognised recognize recognized known name named \
    term termed characterise characterised characterized characteristic characteristics go goes going own allow allows feel feels felt \
    extent degree level stage order sort patient patients individual individuals anybody everybody sufferer sufferers condition \
    disorder problem skin lesion lesions spot spots site sites layer layers every rather_than affect affects affected affecting \
    follow follows lead leads diagnosis really simply merely therefore hence thereby namely e.g i.e example \
    instance essentially basically particular specific respective regard regarding respect concerning relation related involve \
    involves involving help helps try tries way ones being having doing want wants exist exists remain remains means experience \
    experiences develop developing times sometimes occasionally overall altogether fairly somewhat
    """)

  private static func words(_ text: String) -> Set<String> { Set(text.split(whereSeparator: \.isWhitespace).map(String.init)) }
}
