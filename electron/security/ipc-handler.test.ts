import { anything, jsonValue, object, oneof, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '../../shared/contracts/core/problem.ts';
import { resultSchema } from '../../shared/contracts/core/result.ts';
import { windowKinds } from '../../shared/ipc/define-channel.ts';
import { channels } from '../../shared/ipc/ipc-map.ts';
import { testSeed } from '../../shared/testing/seed.ts';
import { answerIpcCall } from './ipc-handler.ts';
import { trustedKindOf } from './sender.ts';

const all = Object.entries(channels);
const payloadsPerChannel = 1000;
const mustNotRun = (): never => {
  throw new Error('must not be reached');
};
const anyResult = resultSchema(z.unknown());

describe('X2: whatever a window sends', () => {
  it.each(all)('%s answers 1,000 random payloads with a typed result', async (name, channel) => {
    const seed = testSeed(`ipc ${name}`);
    const reports: unknown[] = [];
    // What reaches a handler has passed the schema; the handler answers with nonsense or breaks, and the door still answers.
    let reached = 0;
    const handler = (request: unknown): unknown => {
      expect(z.safeParse(channel.request, request).success).toBe(true);
      reached += 1;
      if (reached % 3 === 0) throw new Error('broken handler');
      if (reached % 3 === 1) throw new ProblemError('request/not-found');
      return { nonsense: true };
    };
    const kind = channel.windows[0];
    const payloads = sample(oneof(anything(), jsonValue(), object()), {
      seed,
      numRuns: payloadsPerChannel,
    });
    for (const payload of payloads) {
      const answer = await answerIpcCall(name, channel, handler, kind, [payload], (_where, error) =>
        reports.push(error),
      );
      expect(anyResult.safeParse(answer).success, `seed ${seed}`).toBe(true);
      if (!answer.ok) continue;
      expect(z.safeParse(channel.reply, answer.value).success).toBe(true);
    }
  });

  it.each(all)('%s refuses a payload its schema does not know, and a second argument', async (name, channel) => {
    const [kind] = channel.windows;
    for (const payloads of [[Symbol('no schema')], [undefined, 'second']]) {
      const answer = await answerIpcCall(name, channel, mustNotRun, kind, payloads, () => {});
      expect(answer).toMatchObject({ ok: false, problem: { code: 'ipc/invalid-payload' } });
    }
  });

  it.each(all)('%s refuses every window it is not for', async (name, channel) => {
    const mayCall: readonly string[] = channel.windows;
    const strangers = [null, ...windowKinds.filter((kind) => !mayCall.includes(kind))];
    for (const stranger of strangers) {
      const answer = await answerIpcCall(name, channel, mustNotRun, stranger, [null], () => {});
      expect(answer).toMatchObject({ ok: false, problem: { code: 'ipc/untrusted-sender' } });
    }
  });
});

describe('who is trusted', () => {
  const agent = { frameUrl: 'app://deskline/agent.html#/queue', isMainFrame: true, windowKind: 'agent' as const };
  it('is the page that belongs to its window, in its main frame', () => {
    expect(trustedKindOf(agent)).toBe('agent');
  });
  it.each([
    ['another origin', { ...agent, frameUrl: 'https://evil.example/agent.html' }],
    ['a host that begins like ours', { ...agent, frameUrl: 'app://deskline.evil.example/agent.html' }],
    ['no frame', { ...agent, frameUrl: null }],
    ['an inner frame', { ...agent, isMainFrame: false }],
    ['a window main did not make', { ...agent, windowKind: null }],
    ["another window's page", { ...agent, frameUrl: 'app://deskline/phone.html' }],
  ])('is not %s', (_name, sender) => {
    expect(trustedKindOf(sender)).toBeNull();
  });
});
