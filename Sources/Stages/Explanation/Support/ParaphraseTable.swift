/// Words of the notes, each with those that a careful rewording may say for it, or it for them.
///
/// Words that only sometimes mean the same are left out where the difference matters to somebody who reads about skin. The table is
/// this project's own.
enum ParaphraseTable {
  /// Stem of a sentence's word → stems of a passage's words for which it may stand.
  static let origins: [String: Set<String>] = {
    var origins: [String: Set<String>] = [:]
    for entry in (first + " " + second).split(separator: " ") {
      let sides = entry.split(separator: "=")
      let origin = WordStem.of(String(sides[0]))
      for word in sides[1].split(separator: ",") {
        origins[WordStem.of(String(word)), default: []].insert(origin)
        origins[origin, default: []].insert(WordStem.of(String(word)))
      }
    }
    return origins
  }()

  /// Stems of what the notes themselves say.
  static let vocabulary: Set<String> = Set(
    (first + " " + second).split(separator: " ").map { WordStem.of(String($0.prefix { $0 != "=" })) })

  static let first =
    """
    abnormal=unusual,atypical,irregular,disordered above=over,more,exceeding,greater abscess=collection,pus \
    absence=lack,without,missing,no absent=missing,lacking,lack,without,lost,none across=wide,diameter,width,breadth,measuring \
    actinic=solar,sun acute=sudden admitted=admission,hospital,admit advice=guidance,opinion,advised \
    advised=recommended,suggested,told,advisable,counselled affect=involve,involves,strike,occur affected=involved,diseased \
    again=repeat,repeated,further,recur age=years,old,older aggregated=clustered,grouped,clumped,gathered,clumps,clusters \
    airway=breathing,windpipe alike=similar,resemble,same,identical allergic=allergy allergy=allergic along=following \
    alopecia=baldness ankle=ankles ankles=ankle anogenital=anal,genital,anus,genitals answer=response,decide,settle \
    antibodies=antibody antifungal=antifungals \
    apart=distinguish,distinguishes,separate,separates,differ,differentiate,distinguished,tell \
    arborising=branching,branched,treelike,branch area=region,zone,patch,part,spot,site \
    areas=regions,zones,patches,parts,spots,sites,region,zone armpits=axillae,axilla,underarms,armpit,axillary \
    asked=enquire,question,questioned,enquired,ask asks=calls,enquires,wants \
    assessed=examined,evaluated,checked,looked,reviewed,seen,assessment,judged \
    assessment=evaluation,examination,review,check,assess,assessed,seen,examined,evaluated,reviewed,checked \
    asymmetric=asymmetry,asymmetrical,uneven,lopsided,unequal asymmetry=asymmetric,asymmetrical,uneven,lopsided \
    attention=care,notice,review atypical=unusual,abnormal autoimmune=immune avoided=avoid,avoidance,refrain,prevented,shunned \
    avoiding=avoid,avoidance,keep,stay,away bacteria=bacterial bacterial=bacteria bald=hairless,baldness,balding basal=basal \
    base=bottom,foot,floor basis=grounds beard=bearded,whiskers beside=alongside,together,accompanied,next,accompany,along \
    beyond=outside,past,further,exceed,exceeds biopsied=biopsy,sampled,sample,tissue \
    biopsy=tissue,sample,specimen,biopsied,sampling,sampled,taken bite=bitten,bites bites=bite,bitten black=blackish \
    bleeding=bleed,bleeds,haemorrhage,haemorrhagic,hemorrhage,blood,bled bleeds=bleed,bleeding \
    blistered=blister,blisters,blistering blistering=blister,blisters,blistered \
    blisters=blister,blistered,blistering,vesicles,bullae,bulla blood=blood,haematological,bloods blue=bluish bluish=blue \
    blurred=fuzzy,indistinct,unclear,hazy,vague body=bodily boggy=spongy,soggy,soft,swollen \
    border=edge,margin,outline,edges,borders,margins,boundary,rim,bordered,contour \
    borders=edge,margin,outline,edges,border,margins,boundary,boundaries,rim,contours \
    bounded=demarcated,defined,circumscribed,edges,edge,border,bordered,outlined,outline,limit,limits,limited,delineated \
    breadth=width,wide,breadth break=rupture,burst,split,open,tear,broken breaks=ruptures,bursts,splits,break,tear,broken \
    breathing=breath,breathe,respiratory,airway,respiration bright=vivid,brightly broken=break,breaks,snapped,fractured,short \
    brows=eyebrows,brow,eyebrow bruises=bruise,bruising,bruised bullous=blistering,blister burn=burns,burnt,scald burns=burn,burnt \
    burnt=burned,burn,burns burrows=burrow,tunnels,tunnel cancer=malignancy,malignant,carcinoma,cancerous,tumour \
    care=treatment,management,looked,caution,looking carries=has,bears,poses,involves,risk carry=have,bear,pose,transmit \
    cause=causes,trigger,produce,bring,caused,due,causing,reason,lead,leads,result,resulting,provoke \
    causes=cause,trigger,triggers,produces,caused,due,leads,reason,brings caution=careful,care,cautious,carefully,cautiously \
    cell=cellular,cells cent=percent,percentage central=centre,middle,center,centrally centre=middle,central,center,centrally,core \
    change=alter,altered,changes,changing,changed,alteration,evolve,evolving,vary \
    changes=change,alterations,alters,alter,changing,changed,evolving,evolves,altered \
    check=examine,test,confirm,checked,examination,verify checked=examined,tested,confirmed,check,assess,assessed,inspected,looked \
    chest=thorax child=children children=child,childhood,paediatric,young,kids choice=option,treatment,alternative,choose,chosen \
    chosen=selected,picked,choice,choose,decided chronic=longstanding,long,persistent,lasting,chronically,longterm \
    chronically=chronic,long,repeatedly,years,habitually cleansing=cleaning,cleaned,washing,cleanse,wash,clean \
    clear=heal,resolve,settle,disappear,go,vanish,cleared,obvious,distinct,clears clearer=clear,better,plainer \
    clears=heals,resolves,settles,disappears,clear,goes,fades clinically=clinical,examination,looking,eye,appearance,bedside,sight \
    close=near,tight,closely closed=shut,closed clot=clotting,thrombus,clotted clotted=clot,clots,thrombosed \
    clustered=grouped,clusters,cluster,groups,group,bunched,together coin=coins cold=cool \
    colour=colours,coloured,color,hue,shade,pigment,shades,colors,colouring,pigmentation,tint \
    coloured=colour,color,hue,pigmented,colored colours=colour,shades,hues,color,shade,colors,multicoloured \
    comedones=comedo,comedone,blackheads,whiteheads compared=comparison,comparing,compare,against,versus \
    compression=compress,compressing,pressure,stockings \
    concern=worry,suspicion,suspicious,worrying,concerning,alarm,worries,suspect condition=disease,disorder,illness,problem \
    confirm=prove,verify,establish,confirmed,confirmation,establishes,diagnose,confirms,proves \
    confirmed=proved,verified,established,confirm,confirmation,proven,confirms \
    confirms=proves,verifies,establishes,confirm,confirmation,establish,prove,settles \
    consider=think,considered,considering,consideration,thought,weigh,thinking \
    considered=consider,thought,considering,consideration,weighed contact=touch,touching,exposure,contacts,exposed,touches \
    contacts=contact,household,people corticosteroids=corticosteroid,steroid,steroids \
    cosmetic=appearance,looks,cosmetically,aesthetic cracked=cracks,split,fissured,crack,splits \
    cracks=cracked,fissures,splits,crack cream=ointment,creams,topical criteria=criterion,signs,features crown=top,vertex \
    crumble=crumbly,crumbling,crumbles crust=scab,crusted,crusts,crusting,scabs crusted=crust,scab,crusts,crusting,scabbed,scabs \
    crusts=crust,scabs,crusted,crusting,scab cryosurgery=freezing,cryotherapy,frozen,freeze \
    cryotherapy=freezing,cryosurgery,frozen,freeze culture=cultured,culturing,grown cut=cuts,wound,incision cutaneous=skin \
    cysts=cyst damaged=harmed,damage,injured,hurt dark=darker,pigmented,deep,darkly darkening=darker,darkens,darken,dark \
    darker=dark,darkening,deeper,darkened day=days,daily days=day death=die,dying,fatal,deadly,died,kill \
    decide=determine,settle,decides,choose,judge,guide deep=deeper,depth,deeply deepen=deeper,deepens,deepening \
    deeper=deep,depth,deeply \
    defined=demarcated,bounded,clear,outlined,sharply,edges,edge,border,distinct,circumscribed,delineated,definition \
    delay=wait,waiting,postpone,postponed,delayed,late \
    demarcated=defined,bounded,outlined,clear,edges,edge,border,distinct,circumscribed,delineated dermatitis=eczema \
    dermatologist=dermatology,specialist,dermatologists dermatology=dermatologist,dermatologists,skin dermis=dermal \
    dermoscopy=dermoscope,dermatoscope,dermatoscopy,dermoscopic,dermoscopically,dermatoscopic \
    deserves=merits,warrants,needs,calls,worth,demands,warrant,should detached=separated,loose,lifted,separate,detach,come \
    detaches=separates,lifts,detach,detached,comes,peels \
    diagnosis=diagnosed,diagnose,diagnoses,diagnostic,recognised,identify,identified diameter=across,width,wide,size \
    differentiation=maturation,mature,develop differs=different,unlike,distinguished,differ,distinct,distinguishes \
    dimple=dimples,pit,dent,dimpled direct=directly discoid=round \
    discolours=discoloured,discolouration,stains,discolour,discoloration disease=condition,disorder,illness,diseases \
    diseases=conditions,disorders,illnesses,disease,condition disorder=condition,disease \
    doctor=physician,clinician,gp,practitioner,medical dome=domed dots=dot,points,specks \
    doubt=uncertain,unsure,unclear,uncertainty,doubtful,question,doubts down=downwards drop=fall,drops \
    drug=medicine,medication,drugs,medicines,medications dry=dryness dryness=dry dull=matt \
    earlier=before,previously,prior,past,previous early=earlier,soon,beginning,initially,initial,stage,start \
    easily=readily,easy,slight eczema=dermatitis edge=border,margin,rim,edges,borders,outline,periphery,boundary \
    edges=borders,margins,edge,border,rim,outline,outlines,boundary,boundaries elderly=older,old,aged,age,seniors \
    elsewhere=other,sites emergency=urgent,urgently,emergencies,immediate \
    emollient=moisturiser,emollients,moisturisers,moisturising,moisturizer \
    emollients=moisturisers,emollient,moisturiser,moisturising,moisturizers end=finish,tip,ends \
    enlarges=grows,bigger,larger,enlarge,enlarging,expands,increases,growing,grow,expanding \
    enough=suffice,sufficient,suffices,adequate,alone,sufficiently epidermis=epidermal erosions=erosion,eroded,raw \
    eruption=rash,outbreak erythema=redness,red estimated=estimate,estimating,gauged,judged evenly=even,uniform,uniformly,regular \
    every=each,all,any everywhere=all evidence=proof,signs,shown \
    evolution=change,evolving,changing,changes,develop,evolve,changed,evolves \
    evolves=changes,evolving,changing,evolution,change,develops \
    examination=examined,examine,exam,examining,look,inspected,checked,assess,check \
    examined=examination,examine,checked,inspected,looked,assessed,look,examining,seen \
    excised=removed,excision,cut,removal,surgically excision=removed,removal,excised,cut,surgical,remove,cutting \
    excludes=rules,exclude,rule,out,excluded exposed=exposure,expose,exposes exposure=exposed,expose,exposures eye=eyes,ocular \
    eyelids=eyelid,lids eyes=eye,ocular face=facial facial=face fade=disappear,lighten,clear,vanish,fades,fading,paler,pale,blanch \
    fades=disappears,lightens,clears,vanish,fade,fading,paler faint=fainting,collapse,pale,slight \
    fainting=faint,collapse,collapsing,collapses family=relatives,familial,hereditary,inherited \
    fast=rapid,rapidly,quick,quickly,swift,speed,faster fastest=quickest,fast,quick feeling=feel,feels,sensation feet=foot \
    fever=feverish,temperature filled=full,filling,containing fine=thin,delicate finger=fingers,digits fingers=finger,digits \
    firm=hard,solid first=initial,initially,begin,onset,beginning,line fissures=cracks,fissure,splits,cracked \
    fit=suit,match,agree,healthy,consistent,suits fixed=stay,stuck,move,staying flaccid=floppy,slack flare=flares,flaring,worsen \
    flat=flattened,level flatten=flat,flattens,flattening fluid=liquid flushing=flush,flushes,blushing \
    focal=localised,local,circumscribed fold=folds,crease,creases,skinfolds folds=fold,creases,crease,skinfolds,flexures \
    follicle=follicles,follicular follicles=follicle,follicular follicular=follicle,follicles follow=after,follows \
    followed=after,follows,then,monitored,watched follows=after,follow,preceded,comes,later forehead=brow four=4 \
    frequent=often,frequently,common fungal=fungus,fungi fungus=fungal,fungi furuncle=boil,boils genital=genitals,genitalia \
    genitalia=genitals,genital genitals=genital,genitalia globules=globule,clods golden=gold greasy=oily grey=gray,greyish \
    group=cluster grouped=clustered,clusters,groups,cluster,together,group,clumps groups=clusters,grouped,clustered,cluster,group \
    grow=enlarge,expand,bigger,larger,growing,increase,enlarges \
    growing=enlarging,expanding,bigger,larger,growth,grows,grow,increasing,enlarge \
    grows=enlarges,expands,growing,bigger,larger,grow,enlarging,increases,spreads \
    growth=lump,tumour,growing,lesion,grow,grows,enlargement,enlarging growths=lumps,growth,tumours,lesions \
    haemorrhagic=bleeding,bloody hair=hairs hairs=hair hand=hands hands=hand hard=firm,hardened \
    hardened=hard,indurated,firm,hardening harm=damage,danger,injure,harmful,hurt harmless=benign,safe,innocent \
    harms=damages,harmful,damage,danger,injure,endanger head=heads heal=healing,heals,healed,close,recover \
    healthy=normal,unaffected,well heat=warmth,hot,warm help=helps,useful,aid,assist,assists,helpful \
    helps=help,useful,aids,assist,helpful,assists hereditary=inherited,family,genetic,familial,runs high=raised,great,considerable \
    higher=greater,raised,more,increased histology=microscopy,histological,pathology,tissue,histologically,microscope,laboratory \
    history=story,past,background homogeneous=uniform,even,evenly,uniformly horny=keratotic hospital=hospitals,ward,inpatient \
    hot=warm,heat,hotter hour=hours hours=hour hurt=painful,sore,pain,tender,hurts hurts=painful,sore,pain,hurt,tender \
    hygiene=washing,cleanliness,clean ill=unwell,sick,illness illness=ill,unwell,sick,disease,sickness \
    immunosuppression=immunosuppressed,immunocompromised,weakened,immune impetigo=impetigo \
    infection=infected,infections,infectious infections=infection,infected inflamed=inflammation,inflammatory \
    inflammation=inflamed,inflammatory injection=injected,injections injections=injection,injected inner=inside \
    invasive=invade,invades,invading,invasion involved=affected,involves involvement=affected,involved \
    irregular=uneven,irregularly,irregularity,jagged irregularly=irregular,uneven irritant=irritants,irritating \
    irritants=irritant,irritating itch=itchy,itching,itches,pruritus,pruritic itches=itchy,itching,itch,pruritus,pruritic \
    itching=itchy,itch,itches,pruritus,pruritic itchy=itching,itch,itches,pruritus,pruritic jaundice=jaundiced joint=joints \
    joints=joint judged=assessed,decided,estimated,evaluated,judge keratinocytes=keratinocyte keratoses=keratosis \
    keratotic=horny,scaly,hard kidney=kidneys,renal knuckles=knuckle lace=lacy large=big,larger,sizeable,great,extensive \
    larger=bigger,greater,large,exceed,exceeding,more largest=greatest,biggest,longest last=persist,lasting,remain,stay,endure \
    lasted=persisted,present,lasting lasting=persistent,long,persisting,persists,persist,permanent,longer,lasts,last layer=layers \
    least=minimum leathery=leather leave=leaves,leaving,left
    """
}
