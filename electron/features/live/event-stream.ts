/** Server-sent events (WHATWG HTML, section 9.2.6), the part a feed needs: `id`, `data`, comments as heartbeats. */
export type StreamEvent = { id: string | null; data: string };

/** Takes pieces of text as they arrive; returns the events that became whole. Keeps the last event id. */
export function createEventStreamReader(): { take: (text: string) => StreamEvent[]; lastEventId: () => string | null } {
  let rest = '';
  let data: string[] = [];
  let id: string | null = null;

  function line(text: string): StreamEvent | null {
    if (text === '') {
      const event = data.length > 0 ? { id, data: data.join('\n') } : null;
      data = [];
      return event;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    if (field === 'id' && !value.includes('\0')) id = value === '' ? null : value;
    return null;
  }

  return {
    take: (text) => {
      rest += text;
      const events: StreamEvent[] = [];
      for (;;) {
        const end = /\r\n|\n|\r(?!$)/.exec(rest);
        if (end === null) return events;
        const event = line(rest.slice(0, end.index));
        rest = rest.slice(end.index + end[0].length);
        if (event !== null) events.push(event);
      }
    },
    lastEventId: () => id,
  };
}
