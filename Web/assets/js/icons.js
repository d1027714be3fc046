// Icons, drawn here so that nothing is fetched.
import { raw } from './dom.js';

const paths = {
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  cross: '<path d="M6 6l12 12M18 6 6 18"/>',
  dash: '<path d="M6 12h12"/>',
  down: '<path d="m7 10 5 5 5-5"/>',
  right: '<path d="m10 7 5 5-5 5"/>',
  left: '<path d="m14 7-5 5 5 5"/>',
  camera: '<rect x="3" y="7" width="13" height="10" rx="2"/><path d="m16 11 5-3v8l-5-3"/>',
  speaker: '<path d="M4 10v4h3l5 4V6L7 10z"/><path d="M15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
  mute: '<path d="M4 10v4h3l5 4V6L7 10zM16 10l5 5M21 10l-5 5"/>',
  box: '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
  heat: '<circle cx="12" cy="12" r="2.4"/><circle cx="12" cy="12" r="5.6"/><circle cx="12" cy="12" r="9"/>',
  expand: '<path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7"/>',
  sun: '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
  moon: '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>',
  keyboard: '<rect x="2.5" y="6" width="19" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>',
  live: '<circle cx="12" cy="12" r="3"/><path d="M6.500 17.500a8 8 0 0 1 0-11M17.500 6.500a8 8 0 0 1 0 11"/>',
  grid: '<rect x="4" y="4" width="7" height="7" rx="1.500"/><rect x="13" y="4" width="7" height="7" rx="1.500"/><rect x="4" y="13" width="7" height="7" rx="1.500"/><rect x="13" y="13" width="7" height="7" rx="1.500"/>',
  bell: '<path d="M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15zM10 20.500a2.200 2.200 0 0 0 4 0"/>',
  plug: '<path d="M9 3v5M15 3v5M6.500 8h11v3a5.500 5.500 0 0 1-11 0zM12 16.500V21"/>',
  clock: '<circle cx="12" cy="12" r="8.500"/><path d="M12 7v5l3.500 2"/>',
  blur: '<circle cx="12" cy="12" r="8.500" stroke-dasharray="2 3"/><circle cx="12" cy="12" r="3.500" stroke-dasharray="1.500 2"/>',
  gauge: '<path d="M4 17a8.500 8.500 0 1 1 16 0M12 14l4-5"/>',
  chip: '<rect x="7" y="7" width="10" height="10" rx="1.500"/><path d="M10 3.500V7M14 3.500V7M10 17v3.500M14 17v3.500M3.500 10H7M3.500 14H7M17 10h3.500M17 14h3.500"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  offline: '<path d="M4 4l16 16M8.500 12.500a5 5 0 0 1 3-1.400M5 9.300a10 10 0 0 1 3-1.900M12.500 7a10 10 0 0 1 6.500 2.400M15.500 12.600l.3.200M12 17h.01"/>',
  copy: '<rect x="8" y="8" width="11" height="12" rx="2"/><path d="M5 16V6a2 2 0 0 1 2-2h8"/>',
  book: '<path d="M12 6.500C10 5 7 4.500 4 5v13.500c3-.5 6 0 8 1.500 2-1.500 5-2 8-1.500V5c-3-.5-6 0-8 1.500zM12 6.500V20"/>',
  screen: '<rect x="3" y="5" width="18" height="12" rx="2"/><path d="M9 20.5h6M12 17v3.5"/>',
  disk: '<ellipse cx="12" cy="6" rx="8" ry="3"/><path d="M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"/>',
  more: '<path d="M6 12h.01M12 12h.01M18 12h.01"/>',
  sliders: '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  eye: '<path d="M2.5 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z"/><circle cx="12" cy="12" r="3"/>',
  zone: '<rect x="5" y="6" width="14" height="12" rx="1.500" stroke-dasharray="3 2.500"/><path d="M9.500 9.500l5 5M14.500 9.500l-5 5"/>',
  play: '<path d="M8 5.500v13l10.500-6.500z"/>',
  picture: '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 17 5-5 4 4 3-3 5 5"/>',
  route: '<circle cx="6" cy="18" r="2.5"/><circle cx="18" cy="6" r="2.5"/><path d="M8.5 18H14M18 8.5V12M14 15l6 6M20 15l-6 6"/>',
  mirror: '<path d="M12 3v18" stroke-dasharray="2 2.5"/><path d="M9 7v10H3zM15 7v10h6z"/>',
};

export const icon = (name, label) => raw(`<svg class="icon" viewBox="0 0 24 24" ${label ? `role="img" aria-label="${label}"` : 'aria-hidden="true"'}>${paths[name]}</svg>`);

/** The mark: a lens with a graticule. */
export const mark = raw(`<svg class="mark" viewBox="0 0 28 28" aria-hidden="true"><circle cx="14" cy="14" r="11.500" fill="none" stroke="currentColor" stroke-width="2"/><path d="M14 2.500v4M14 21.500v4M2.500 14h4M21.500 14h4" stroke="currentColor" stroke-width="2"/><path d="M10.400 15.600c-.9-2.500.6-5.300 3.200-5.800 2.300-.4 4.900 1 5 3.400.2 2.600-1.900 4.700-4.400 4.800-1.700.1-3.200-.8-3.800-2.400z" fill="currentColor"/></svg>`);
