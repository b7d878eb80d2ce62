import { describe, expect, it } from 'vitest';
import { at, attempt, consent, contactFacts, conversation, decide, findingOf } from './testing/contact-facts.ts';

describe('calls without an id, as a case file may hold them', () => {
  it('F-2 a conversation is not taken for the one on a later call, and ends the consent', () => {
    const hours = ['09', '13', '17'].flatMap((hour) => [`2026-06-08 ${hour}:00`, `2026-06-09 ${hour}:00`]);
    const attempts = [...hours, '2026-06-10 09:00'].map((text) => attempt(text, { callId: '' }));
    const consents = [consent('2026-06-04 09:00')];
    const conversations = [conversation('2026-06-06 10:00', { callId: '' })];
    const now = at('2026-06-10 12:00');
    expect(findingOf(decide(contactFacts({ history: { attempts, consents } }), now), 'F-1').verdict).toBe('allow');
    const ended = decide(contactFacts({ history: { attempts, consents, conversations } }), now);
    expect(findingOf(ended, 'F-1').verdict).toBe('defer');
  });
});
