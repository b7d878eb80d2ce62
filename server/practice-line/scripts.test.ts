import { describe, expect, it } from 'vitest';
import { practiceScenarios } from '../../shared/domain/telephony/practice-scenarios.ts';
import { loadSound, makeTone } from './pcmu.ts';
import { loadScripts } from './scripts.ts';

describe('scripts', () => {
  const scripts = loadScripts();

  it.each(practiceScenarios)('$code ends in a refusal, a goodbye or an open line', ({ code }) => {
    const last = scripts[code].at(-1)?.do;
    expect(['reject', 'hang-up', 'echo', 'play']).toContain(last);
  });

  it('speak with recorded prompts of at least two seconds', () => {
    const spoken = scripts.person.find((step) => step.do === 'play');
    expect(spoken?.do === 'play' && spoken.sound.length).toBeGreaterThan(16_000);
  });

  it('do not start with a prompt that is no mu-law recording', () => {
    expect(() => loadSound(new URL('levels.ts', import.meta.url))).toThrow(/mu-law/);
    expect(makeTone([1000], 20)).toHaveLength(160);
  });
});
