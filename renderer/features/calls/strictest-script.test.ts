import { expect, it } from 'vitest';
import { strictestScript } from './strictest-script.ts';

it('asks of a call nobody knows anything of: who it is, then the full notice, and consent to the recording', () => {
  const script = strictestScript(Date.parse('2026-11-23T17:00:00Z'));
  const codes = script.map(({ code }) => code);
  expect(codes).toEqual(
    expect.arrayContaining(['right-party.confirm', 'mini-miranda.initial', 'recording.announce', 'recording.consent']),
  );
  expect(codes.indexOf('right-party.confirm')).toBeLessThan(codes.indexOf('mini-miranda.initial'));
  expect(script.find(({ code }) => code === 'identity.say')?.text).toBe(
    'My name is (your name). You have reached (your company).',
  );
});
