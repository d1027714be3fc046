// Whether this overlay shows anything: the server's word for all of them, and this page's own, which survives a reload.
import { get, post, remove } from '../api.js';
import { store } from '../store.js';

const KEY = 'overlay-hidden', RETRY_MS = 2000;

/** changed() runs whenever it may have changed. Returns { isHidden, toggle }. */
export function hiding(changed) {
  // Until the server's word is known nothing shows: an audience must not see what somebody has hidden.
  let everywhere = true, here = localStorage.getItem(KEY) === 'yes', asked = 0;
  const set = value => { here = value; if (value) localStorage.setItem(KEY, 'yes'); else localStorage.removeItem(KEY); };
  const learn = state => { asked++; everywhere = state.hidden; changed(); };
  store.on('overlay', learn);
  // An event that was missed while the connection was lost is asked for.
  const ask = () => { const mine = ++asked; get('/overlay').then(state => { if (mine === asked) { everywhere = state.hidden; changed(); } }, () => { if (mine === asked) setTimeout(() => { if (mine === asked) ask(); }, RETRY_MS); }); };
  store.on('connection', ({ state }) => { if (state === 'open') ask(); });
  ask();
  return {
    get isHidden() { return here || everywhere; },
    /** At once on this page; then on all of them, where this role may. */
    toggle() {
      const hide = !(here || everywhere);
      asked++;
      set(hide);
      if (!hide) everywhere = false;
      changed();
      (hide ? post('/overlay/hidden') : remove('/overlay/hidden')).then(state => { everywhere = state.hidden; set(false); changed(); }, () => { if (!hide) ask(); });     // where the server took it, its word is enough
    },
  };
}
