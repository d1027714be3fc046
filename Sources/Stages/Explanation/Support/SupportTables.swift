/// What the checker knows of words: what excludes what, and what means the same.
///
/// The tables are this project's own, written for statements about skin.
enum SupportTables {
  /// Words of one kind: a sentence may name only those of its passage.
  static let closed: [(kind: String, words: [String: String])] = [
    (
      "body site",
      table(
        """
        face=face facial=face trunk=trunk torso=trunk chest=chest abdomen=abdomen belly=abdomen arm=arm arms=arm leg=leg legs=leg hand=hand \
        hands=hand foot=foot feet=foot head=head neck=neck scalp=scalp nose=nose lip=lip lips=lip ear=ear ears=ear eyelid=eyelid \
        eyelids=eyelid eye=eye eyes=eye genitalia=genital genital=genital mouth=mouth nail=nail nails=nail finger=finger fingers=finger \
        toe=toe toes=toe palm=palm palms=palm sole=sole soles=sole shoulder=shoulder thigh=thigh knee=knee elbow=elbow cheek=cheek \
        forehead=forehead chin=chin groin=groin armpit=armpit liver=liver lung=lung lungs=lung brain=brain bone=bone muscle=muscle \
        back=back backs=back wrist=wrist wrists=wrist ankle=ankle ankles=ankle shin=shin shins=shin waist=waist limb=limb limbs=limb \
        joint=joint joints=joint knuckle=knuckle knuckles=knuckle temple=temple temples=temple crown=crown earlobe=earlobe \
        earlobes=earlobe tongue=tongue throat=throat brow=brow brows=brow eyebrow=brow eyebrows=brow mucosa=mucosa fold=fold folds=fold \
        web=web webs=web armpits=armpit thighs=thigh knees=knee elbows=elbow cheeks=cheek shoulders=shoulder genitals=genital anal=anal \
        airway=airway spine=spine kidney=kidney thyroid=thyroid blood=blood stomach=stomach heart=heart hearing=hearing sight=sight \
        vision=sight
        """)
    ),
    (
      "colour",
      table(
        """
        red=red blue=blue yellow=yellow yellowish=yellow brown=brown black=black white=white whitish=white grey=grey gray=grey tan=tan \
        pink=pink green=green purple=purple violet=purple orange=orange silver=silver silvery=silver golden=golden honey=honey redness=red reddened=red \
        bluish=blue reddish=red chalk=white pearly=pearl
        """)
    ),
    (
      "tissue",
      table(
        """
        keratinocyte=keratinocyte keratinocytes=keratinocyte melanocyte=melanocyte melanocytes=melanocyte epidermis=epidermis \
        epidermal=epidermis dermis=dermis dermal=dermis subcutaneous=subcutaneous melanin=melanin
        """)
    ),
    (
      "procedure",
      table(
        """
        biopsy=biopsy biopsied=biopsy radiotherapy=radiotherapy surgery=surgery cryosurgery=cryosurgery freezing=cryosurgery frozen=cryosurgery \
        radiography=radiography photograph=photograph photographed=photograph photography=photograph excision=excision excised=excision \
        chemotherapy=chemotherapy observation=observation fluorouracil=fluorouracil imiquimod=imiquimod \
        methotrexate=methotrexate emollient=emollient blood=blood antibiotic=antibiotic antibiotics=antibiotic steroid=steroid \
        steroids=steroid corticosteroid=steroid corticosteroids=steroid antiviral=antiviral antivirals=antiviral antifungal=antifungal \
        antihistamine=antihistamine antihistamines=antihistamine cryotherapy=cryosurgery laser=laser compression=compression \
        culture=culture microscopy=microscopy swab=swab scraping=scraping scrapings=scraping scraped=scraping serum=serum \
        histology=histology immunofluorescence=immunofluorescence silicone=silicone injection=injection emollients=emollient \
        moisturiser=emollient moisturisers=emollient shampoo=shampoo vaccine=vaccine vaccination=vaccine prick=prick urine=urine \
        tablet=tablet tablets=tablet doxycycline=doxycycline terbinafine=terbinafine
        """)
    ),
    (
      "sign",
      table(
        """
        milia=milia comedo=comedo arborising=arborising leaf=leaf spoke=spoke ovoid=ovoid hairpin=hairpin strawberry=strawberry network=network \
        pseudonetwork=pseudonetwork veil=veil streaks=streak streak=streak regression=regression moth=moth fissures=fissure fissure=fissure \
        globules=globule dots=dot crusted=crust crust=crust crusts=crust burrow=burrow burrows=burrow comedones=comedo comedone=comedo \
        cyst=cyst cysts=cyst scar=scar scars=scar scarring=scar pustule=pustule pustules=pustule dimple=dimple lace=lace pit=pit pits=pit \
        weal=weal weals=weal wheal=weal wheals=weal swelling=swelling swollen=swelling pulse=pulse pulses=pulse itchy=itch itching=itch \
        vomiting=vomit headache=headache jaundice=jaundice itches=itch itch=itch fever=fever weight=weight smell=smell temperature=temperature
        """)
    ),
    (
      "unit",
      table("mm=mm millimetre=mm millimetres=mm cm=cm centimetre=cm centimetres=cm metre=m metres=m inch=inch inches=inch")
    ),
    ("time", table("day=day days=day week=week weeks=week month=month months=month year=year years=year hour=hour hours=hour")),
    ("age", table("child=child children=child childhood=child infant=child adult=adult adults=adult elderly=old")),
  ]

  /// The same for who acts, and what causes.
  static let closedWords: [[String: String]] = [
    table(
      """
      dermatologist=skin dermatologists=skin dermatology=skin rheumatologist=joint rheumatologists=joint rheumatology=joint \
      ophthalmologist=eye dentist=tooth surgeon=surgery surgical=surgery paediatrician=child neurologist=nerve
      """),
    table("man=man men=man woman=woman women=woman newborn=newborn newborns=newborn infantile=infant infants=infant"),
    table(
      """
      virus=virus viral=virus bacterial=bacteria bacteria=bacteria fungus=fungus fungal=fungus mite=mite mites=mite tick=tick ticks=tick \
      meningococcal=meningococcus syphilis=syphilis leprosy=leprosy hepatitis=hepatitis hiv=hiv
      """),
  ]

  /// Words on either side of a question: what a passage says of one side it does not say of the other.
  static let opposites: [(Set<String>, Set<String>)] = [
    (
      stems("more above over exceed atleast larger greater wider bigger higher high large big increase much great elevated"),
      stems("less below under fewer atmost smaller lower low small little decrease reduce shallow narrower")
    ),
    (stems("larger large bigger big greater wider wide"), stems("smaller small little tiny narrower narrow")),
    (stems("same equal"), stems("less fewer more")), (stems("deep deeper"), stems("superficial shallow")),
    (stems("arterial artery"), stems("venous vein")), (stems("acquired"), stems("congenital inherited")),
    (
      stems("offered recommended advised allowed"),
      stems("forbidden discouraged avoided contraindicated prohibited refused withheld")
    ),
    (stems("tense firm"), stems("flaccid")), (stems("dry"), stems("moist weeping wet")),
    (stems("painful painfully"), stems("painless")),
    (stems("warm hot"), stems("cold cool")), (stems("before"), stems("after")),
    (stems("shrink shrinks regress"), stems("enlarge")),
    (stems("inner"), stems("outer")), (stems("upper"), stems("lower")), (stems("worse"), stems("better")),
    (stems("darker"), stems("lighter paler")), (stems("bright"), stems("dark dull")), (stems("within"), stems("beyond")),
    (stems("open"), stems("closed")), (stems("elderly old older"), stems("young younger children")),
    (stems("local topical"), stems("systemic oral")),
    (stems("grouped clustered"), stems("scattered")), (stems("thickens thick"), stems("thins")),
    (stems("more"), stems("less fewer")), (stems("covered"), stems("uncovered exposed")),
    (stems("include included including counted"), stems("exclude excluded excluding except")),
    (stems("harmless safe harmlessly"), stems("threatens threaten endangers danger dangerous emergency urgent harms malignant")),
    (stems("onesided unilateral"), stems("bothsided bilateral symmetric")),
    (stems("first begins begin"), stems("last finally ends")),
    (stems("increase increases rising rises"), stems("decrease decreases falls falling")),
    (stems("gain gains"), stems("loss lose losing")), (stems("contagious infectious"), stems("noncontagious")),
    (stems("attached stuck"), stems("detached loose")),
    (stems("fast rapid rapidly quick quickly"), stems("slow slowly")), (stems("early"), stems("late later")),
    (stems("thick"), stems("thin")), (stems("deep"), stems("shallow superficially")), (stems("firm hard"), stems("soft")),
    (stems("horny rough scaly"), stems("smooth")),
    (stems("sharp sharply well clear clearly"), stems("poor poorly blurred ill vague indistinct")),
    (stems("regular"), stems("irregular")), (stems("symmetric"), stems("asymmetric")),
    (stems("atypical"), stems("typical characteristic")),
    (stems("common often mostly usually most generally"), stems("rare rarely seldom uncommon least")),
    (stems("benign harmless"), stems("malignant cancerous malignancy")), (stems("mild"), stems("severe")),
    (stems("raised"), stems("flat sunken")), (stems("certain"), stems("uncertain")), (stems("sufficient"), stems("insufficient")),
    (stems("resemble similar"), stems("differ different unlike")),
    (stems("evolve change evolution changing growth"), stems("stable stability")),
    (stems("light exposed sun"), stems("covered")), (stems("wide broad"), stems("narrow")), (stems("routine"), stems("urgent")),
    (stems("dark"), stems("pale")), (stems("central"), stems("peripheral")), (stems("single"), stems("multiple several")),
    (stems("uneven"), stems("even uniform")), (stems("contraindicated discouraged"), stems("recommended advised")),
  ]

  /// Words that mean the same here.
  static let synonyms: [Set<String>] = [
    stems("lesion spot patch mark"), stems("border edge margin outline"), stems("colour hue shade coloured"),
    stems("face facial"), stems("uneven irregular"),
    stems("harmless benign"), stems("cancer malignant malignancy cancerous"), stems("exclude excludes"),
    stems("sun light ultraviolet"),
    stems("chronic chronically long years"), stems("expos exposed exposure seen"),
    stems("differ unlike apart distinguish different"),
    stems("resemble alike similar like"),
    stems("speak point argue suggest criteria criterion indicate concern raise raises suspect worry"),
    stems("removed excised excision removal remove"), stems("sample specimen"), stems("enough suffice sufficient insufficient"),
    stems("doctor clinician professional professionals specialist"), stems("risk chance likelihood"),
    stems("hurt tender painful pain"),
    stems("grow growth larger growing bigger"), stems("change evolve evolution variation varies varying vary changing alter"),
    stems("abnormal abnormally"), stems("progression become turn becoming turning progress"),
    stems("mature differentiate differentiation"),
    stems("fast rapid rapidly quick"), stems("diameter wide across width"), stems("large size small largest"),
    stems("advise advised recommend recommended"),
    stems("deserve deserves called demand demands reason merit indicated"), stems("reasonable reasonably option choice"),
    stems("mostly most often usually"),
    stems("before earlier previously"), stems("age old older"), stems("repeat repeated again second"),
    stems("confirm confirms confirmed"),
    stems("transplant recipients"), stems("protect protection protected"), stems("cream topical applied"),
    stems("carry run goes"),
    stems("score points point"), stems("checklist list"), stems("produce make made"), stems("amount part much large"),
    stems("healthy unremarkable"),
    stems("surrounding around"), stems("central centre middle"), stems("stuck stuck-on"),
    stems("plaque papule patch nodule bump"),
    stems("sharply sharp well"), stems("immunosuppression immunosuppressed"),
    stems("look see examine examined examination looking"),
    stems("symptom symptoms"), stems("caution care"), stems("pigment pigmented dark"), stems("compare compared"),
    stems("visit appointment"),
    stems("preferred best preferably"), stems("urgent urgently"), stems("horny keratotic"), stems("vessel vessels vascular"),
    stems("screening screen"), stems("weigh weighed weighing"), stems("several multiple"), stems("site sites location"),
    stems("blister vesicle bulla"), stems("lump nodule growth"), stems("swell swelling swollen oedema"), stems("weal wheal hive"),
    stems("begin start onset first"), stems("fade clear settle disappear vanish resolve heal"),
    stems("recur return back recurrent again"),
    stems("urgent emergency prompt"), stems("spread spreading extend"), stems("sudden suddenly abrupt"),
    stems("crust crusted scab"),
    stems("scale scaly flaky"), stems("treatment therapy treat treated treating"), stems("cause trigger triggers causes"),
    stems("avoid avoided avoiding prevent"),
    stems("test tested check checked assess assessed assessment examine examined evaluate"),
    stems("need needs require requires"), stems("wide widespread extensive broad"),
    stems("weak weakened immunosuppression immunity"),
    stems("old elderly aged older"), stems("drug medicine medication"), stems("symmetric bilateral sides"),
    stems("lasting persistent persist last longstanding"), stems("bounded demarcated defined circumscribed border"),
    stems("doubt uncertain unclear"), stems("raised elevated"), stems("break burst rupture"), stems("wound injury cut"),
    stems("stop stopped withdraw withdrawn"), stems("whole entire"), stems("show demonstrate demonstrated shown"),
    stems("infection infected infectious"), stems("red redness reddish reddening"), stems("itch itchy itching pruritus pruritic"),
    stems("scar scarring scarred"), stems("contact contacts touch touched"), stems("hair hairs follicle follicular"),
    stems("occur common frequent frequently often"), stems("assess assessment judge judged"), stems("near around close"),
    stems("number many several"), stems("end ends tip"), stems("loss lose lost"), stems("inflamed inflammation"),
    stems("fluid filled"), stems("diagnosis diagnosed diagnose"), stems("question ask asked asks"),
    stems("add additional besides"),
  ]

  private static func stems(_ text: String) -> Set<String> { Set(text.split(separator: " ").map { WordStem.of(String($0)) }) }

  private static func table(_ text: String) -> [String: String] {
    Dictionary(
      text.split(whereSeparator: \.isWhitespace).map { pair in
        let sides = pair.split(separator: "=")
        return (String(sides[0]), String(sides[1]))
      }
    ) { first, _ in first }
  }
}
