// What became of an encoder's patch maps, in words. Pure.

/** By the state that the list of models gives: on the page of packs and models. */
export const mapWords = {
  shown: 'Shown as heat: measured, they mark the places that scores come from better than chance.',
  hidden: 'Hidden: measured, they mark the places that scores come from no better than chance. Boxes are whole crops.',
  unmeasured: 'Shown as heat, but nobody has measured whether they mark the places that scores come from: “bench maps” does.',
};

/** Beside the picture; nothing where heat is shown and may be believed. */
export const heatWords = maps => ({
  hidden: 'No heat is shown: the maps of this encoder were measured, and mark the places that its scores come from no better than chance. A box is the part of the frame that was looked at most closely, no outline.',
  unmeasured: 'Heat: nobody has measured whether the maps of this encoder mark the places that its scores come from.',
})[maps] ?? '';
