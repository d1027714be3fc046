extension ParaphraseTable {
  /// The second half of the alphabet.
  static let second =
    """
    leaves=leave,leaving,left left=remains leg=legs legs=leg lesion=spot,growth,mark,patch,lesions,one \
    lesions=spots,growths,marks,patches,lesion,ones less=fewer,smaller,lower life=lives lifting=lifts,raised,lift \
    lifts=lifting,raised,separates,lift light=sun,sunlight,ultraviolet,uv lighter=paler,lightened limbs=limb,arms,legs,extremities \
    lip=lips lips=lip local=localised,topical long=longstanding,years,lengthy longer=more,beyond,exceed,exceeding \
    looked=seen,searched,check,checked lose=losing,lost,loses,loss loss=lost,lose,losing,losing \
    lost=loss,lose,losing,missing,disappeared low=small,slight,little lower=less lump=nodule,swelling,bump,lumps,growth lung=lungs \
    lungs=lung maceration=macerated,soggy,moist,wet mainstay=main,basis,chief,central,foundation,core \
    malignancy=cancer,malignant,cancerous malignant=cancer,cancerous,malignancy many=numerous,multiple,several \
    margins=edges,borders,margin,border,edge mark=hallmark,marks,sign,typical,characteristic,trademark \
    marks=hallmark,marks,signs,spots matters=important,count,matter,counts measured=measure,measuring,measurement melanin=pigment \
    mental=psychological,emotional,mind,wellbeing,mood,psychologically,mentally microscopy=microscope,microscopic,microscopically \
    middle=centre,central,center mild=slight,light,mildly mites=mite moist=damp,wet \
    moisturisers=emollients,moisturiser,emollient,moisturising months=month more=greater,additional,further,exceed mouth=oral \
    move=moving,moves,travel,movement movement=moving,move mucosa=mucous,mucosal,mouth,lining multiple=several,many,numerous \
    nail=nails nails=nail narrow=thin,slender near=close,around,beside,nearby nearly=almost \
    needed=necessary,required,needs,need,essential needs=requires,need,required,must,should,necessary,calls nerve=nerves \
    nerves=nerve new=recent,newly,recently,fresh newborn=newborns,neonate,neonates night=nocturnal,nights,nighttime \
    nocturnal=night,nights nodes=glands,node nodular=nodule,nodules,lumpy,lumps nodule=lump,nodules nodules=lumps,nodule \
    nose=nasal occlusion=occluded,occlusive,covered offered=offer,given,available oil=oily old=older,elderly,aged,age \
    older=old,elderly,aged,age oozing=weeping,ooze,oozes open=opened organ=organs outer=outside oval=ovals \
    pain=painful,sore,hurt,hurts,hurting painful=pain,sore,hurt,hurts,hurting pale=paler,light,lighter paler=lighter,pale \
    palms=palm,palmar papular=papules,papule,bumps papule=bump,papules papules=bumps,papule past=previous,earlier,history \
    patch=area,patches patches=areas,patch pattern=patterns,arrangement \
    persists=remains,lasts,continues,persistent,stays,persist,stay,remain,lasting,continue \
    photographed=photograph,photographs,photo,photos,photographing,pictures \
    pigment=pigmented,pigmentation,colour,melanin,colouring pigmentation=pigment,pigmented,colour \
    pigmented=pigment,pigmentation,coloured pinpoint=tiny,point pits=pit,pitting,pitted,dents plaque=plaques plaques=plaque \
    plenty=lots,many,much,copious plugged=blocked,plug,plugs plugs=plug,plugged point=suggest,indicate \
    points=point,suggest,indicate poorly=ill,badly,hardly preferably=preferred,ideally,best \
    preferred=best,preferable,favoured,preferably,choice pregnancy=pregnant pressed=press,pressing,pressure \
    pressure=pressing,press,pressed professionals=clinicians,practitioners,staff,professional \
    progression=progress,progressing,progresses,turning,become,becoming,turn,advance,developing,develop \
    prominent=marked,conspicuous,obvious prompt=quick,rapid,immediate,fast,promptly,early,swift \
    proportion=share,percentage,fraction protection=protect,protected,protecting,shield,shielding psoriatic=psoriasis \
    pulled=pull,pulling punched=sharply purple=violet pus=purulent pustules=pustule question=doubt,ask,asked,issue \
    quick=fast,rapid,rapidly,quickly,swift radiotherapy=radiation raise=increase,arouse,raises \
    raised=elevated,high,stands,lifted,increased raises=increases,raise,arouses rapid=fast,quick,rapidly,quickly,swift \
    rapidly=fast,quickly,quick,rapid,swiftly rarer=less,uncommon,rare rash=eruption,rashes raw=sore,bare,eroded reach=reaches \
    reaches=reach reaction=reactions,response reason=grounds,reasons,warrant,warrants,should \
    reasonable=acceptable,sensible,reasonably,appropriate,option reasons=grounds,reason,warrant \
    recommended=advised,advise,recommend,suggested,advisable,recommendation,should \
    recurrence=recur,return,relapse,recurring,coming,returning recurrent=recurring,repeated,repeatedly,recurs,returning,again \
    red=redness,reddened,reddish reddish=red redness=red,reddening,reddened referral=refer,referred,referring,specialist,sent \
    referred=referral,refer,sent,seen,directed regress=shrink,involute,disappear,regresses,shrinks \
    regression=regress,regressing,regressed repeated=repeat,repeatedly,again \
    resemble=look,similar,like,resembles,mimic,imitate,resembling,alike \
    resembles=looks,similar,like,resemble,mimics,imitates,resembling resistant=respond,unresponsive,fails,failing \
    respond=response,improve,responds rest=remainder,remaining,other rheumatologist=rheumatology ring=rings,annular,circle,circles \
    rings=ring,annular,circles rising=increasing,growing,rise,rises risk=chance,likelihood,danger,risks,probability \
    rough=coarse,sandpaper,roughness,roughened round=circular,rounded routine=usual,standard,routinely rule=principle \
    scale=scaly,scales,scaling,flakes,flaky,flaking scales=scale,scaly,scaling,flakes scaling=scale,scaly,scales,flaking,flakes \
    scaly=scale,scales,scaling,flaky,flaking scar=scars,scarring,scarred scarring=scar,scars,scarred scars=scar,scarring,scarred \
    scraped=scrape,scraping,scrapings scrapings=scraped,scraping,scrape scratched=scratch,scratching \
    screening=screen,screened,check,checked search=look,looked,searched,seek,searching seborrhoeic=seborrheic \
    sensation=feeling,feel,numbness serum=blood settle=resolve,clear,heal,subside,settles \
    settles=resolves,clears,heals,subsides,settle seven=7 several=multiple,many,numerous severe=serious,bad,grave,severely \
    severity=severe,seriously,serious shallow=superficial shape=form,shaped,contour,outline shaped=shape,form \
    sharp=well,clear,distinct,sharply,crisp sharply=well,clear,clearly,distinct,sharp,crisp shiny=glossy \
    short=brief,shortly,briefly shrink=regress,smaller,involute,shrinks side=sides,half \
    sides=side,bilateral,bilaterally,symmetrically sight=vision,eyesight silvery=silver similar=alike,like,same,resemble \
    simple=plain single=one,solitary,lone,alone site=place,location,position,area,region,sites size=large,diameter,measuring \
    skin=cutaneous,dermatological slightly=little,somewhat,slight,mildly slow=slowly,gradual,gradually \
    slowly=slow,gradual,gradually small=tiny,little,minute,smaller smooth=smoothly solar=sun,actinic sole=soles,plantar \
    soles=sole,plantar sore=painful,sores,hurt,tender sores=sore sought=seek,obtained,asked spared=spare,unaffected,sparing,spares \
    spares=spared,unaffected speak=suggest,indicate,point,favour,argue,support \
    speaks=suggests,indicates,points,favours,argues,supports specialist=dermatologist,expert,consultant,specialists \
    specimen=sample,samples,specimens spine=spinal split=cracked,divided,splits spot=mark,lesion,patch,spots,area \
    spots=marks,lesions,patches,spot,areas spread=extend,spreads,spreading,extending \
    spreading=extend,spreads,spread,extending,expanding spreads=extends,spread,spreading,extending,expands \
    stable=unchanged,constant,unchanging start=begin,beginning,started,begins,onset starts=begins,beginning,start,onset,begin \
    stay=remain,stays,persist,remaining stays=remains,stay,persists,remaining stiff=stiffness sting=stings,stinging,stung \
    stings=sting,stinging,stung stop=cease,stopped,stopping,discontinued,withdrawn \
    stopped=discontinued,withdrawn,stop,stopping,ceased,halted story=history,account streaks=streak,lines,streaky \
    stubborn=resistant,persistent subcutaneous=under substance=agent,chemical sudden=suddenly,abrupt,abruptly,acute \
    suffice=enough,sufficient,suffices,adequate,sufficiently suggests=points,indicates,suggest,indicate,speaks \
    sun=sunlight,solar,light,ultraviolet,uv,sunshine superficial=surface,shallow,superficially surface=top,surfaces,superficial \
    surgery=surgical,operation,surgically,operate surgical=surgery,operation,surgically suspect=suspicious,suspicion,suspected \
    suspected=suspicion,suspicious,suspect suspicion=suspect,suspected,suspicious,concern swab=swabbed,swabs \
    swelling=swollen,swell,oedema,swells swollen=swelling,swell,swells \
    symmetric=symmetrical,symmetrically,bilateral,symmetry,equal symptoms=symptom,complaints systemic=general,body tan=tanned,tans \
    team=unit,specialists,clinic,department tear=torn,tears tend=usually,often,typically tender=painful,sore,hurts,hurt,tenderness \
    tenderness=tender,painful,sore,pain tense=taut,tight test=tested,tests,testing,examination,check \
    tested=test,testing,tests,checked,examined testing=test,tested,tests tests=test,tested,testing thick=thickened,thickness \
    thickened=thick,thickening,thicker thickening=thick,thickened,thickens,thicker thickens=thick,thickened,thickening,thicker \
    thigh=thighs thighs=thigh thin=thinned,fine threatens=threat,endangers,danger,threatening throat=pharynx tight=tightness \
    tightness=tight time=period,while tip=end toes=toe tongue=tongue topical=cream,ointment,applied,locally,applied,local,creams \
    touch=contact,touched,touching touched=touch,contact,touching transmitted=passed,caught,spread,transmission trauma=injury \
    treat=treated,treatment,therapy,treating treated=treat,treatment,therapy,treating,managed \
    treatment=treated,therapy,treat,treating,therapies,management treatments=treatment,therapy,therapies \
    trigger=cause,provoke,triggers triggers=trigger,causes,provoke,factors trouble=problem,problems,difficulty,difficulties,hard \
    trunk=torso tumour=growth,tumor tumours=growths,tumors,tumour twice=2 ulcer=ulcerated,ulceration,open,ulcers \
    ulcerated=ulcer,ulceration,open ulceration=ulcer,ulcerated,ulcerate ulcers=ulcer,ulceration \
    uncertain=unsure,doubt,doubtful,unclear unclear=uncertain,doubt,doubtful,unsure \
    uneven=irregular,patchy,unequal,varied,unevenly unexplained=reason,cause unlike=contrast,whereas,differ,different,differs \
    unwell=ill,sick,poorly urgent=urgently,emergency,immediate,quickly,prompt,pressing urgently=urgent,emergency,immediate,quickly \
    urine=urinary usual=standard,normal vague=indistinct,blurred,unclear varies=vary,differs,variable,varying,different,changes \
    vascular=vessels,vessel vein=veins,venous venous=vein,veins vesicles=blisters,vesicle,blister vessel=vessels,vascular \
    vessels=vessel,vascular,capillaries violet=purple,violaceous vision=sight,eyesight visual=seeing,eye warm=hot,warmth,heat \
    warmth=warm,hot,heat warning=alarm,alert,danger,sign wart=warts warts=wart \
    watched=observed,monitored,observe,watch,followed,monitor waxy=wax weal=hive,wheal,weals,hives \
    weals=hives,wheals,weal,hive,wheal week=weeks weeks=week weeping=oozing,weep,weeps,wet,exuding \
    weigh=consider,weighed,burden,weighing weighed=considered,weigh,balanced,consider weighs=burdens,affects,weigh,burden \
    weight=kilograms white=whitish whitish=white whole=entire,all,total,full wide=broad,width,across \
    widespread=extensive,generalised,large without=no,lack,lacking,absence,absent,free worse=worsen,worsens,worsening,aggravated \
    worsening=worse,worsen,worsens,deteriorating wound=injury,wounds,cut wounds=injury,wound wrist=wrists written=write,writing \
    yellow=yellowish yellowish=yellow young=younger,youth
    """
}
