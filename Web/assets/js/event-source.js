// One connection to the event stream. Used by the shared worker, and by a page where there is none.
export const kinds = ['assessment', 'alert', 'alert-changed', 'stream', 'health', 'explanation', 'speech', 'voice', 'overlay', 'verdict', 'sink'];

/** Opens the stream; onEvent(kind, data), onState('open' | 'lost'). The browser resumes by itself; after a refusal we do. */
export function openSource({ onEvent, onState, url = '/api/v1/events' }) {
  let source, timer = 0, closed = false, last = null;
  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(last ? `${url}?last_event_id=${encodeURIComponent(last)}` : url);
    source.onopen = () => onState('open');
    source.onerror = () => {
      onState('lost');
      // A refusal by HTTP status ends an EventSource for good; only then do we open another.
      if (source.readyState === EventSource.CLOSED && !closed) timer = setTimeout(open, 2000);
    };
    for (const kind of kinds) source.addEventListener(kind, e => { last = e.lastEventId || last; const data = parsed(e.data); if (data) onEvent(kind, data); });
  };
  open();
  return { reopen: open, close() { closed = true; clearTimeout(timer); source.close(); } };
}

function parsed(data) {
  try { return JSON.parse(data); } catch { return null; }
}
