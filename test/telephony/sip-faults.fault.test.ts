/**
 * C7: what SIP does to a call when messages cross, come twice, come late or not at all. Whatever happens, the call ends once,
 * on record as the line saw it, and leaves nothing behind in phone, line or microphone.
 *
 *   npm run test:unit -- test/telephony/sip-faults.fault.test.ts
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EdgeProxy } from './edge-proxy.ts';
import { FaultyPhone } from './faulty-call.ts';
import { PhoneBench } from './phone-page-harness.ts';
import { answerTo, isAnswer, isInDialog, isRequest, sipHeader } from './sip-messages.ts';

const testTone = '+15555550109';
const person = '+15555550100';
const hungUpHere = { ends: 1, endedBy: 'agent', sipStatus: 200, isAnsweredAtLine: true };
const hungUpThere = { ends: 1, endedBy: 'remote', sipStatus: 200, isAnsweredAtLine: true };
let bench: PhoneBench;
let open: FaultyPhone[] = [];
let count = 0;

beforeAll(async () => {
  bench = await PhoneBench.start();
}, 60_000);
afterAll(() => bench.stop());
afterEach(async () => {
  const phones = open;
  open = [];
  for (const phone of phones) await phone.close();
});

async function start(prepare?: (edge: EdgeProxy) => void): Promise<FaultyPhone> {
  count += 1;
  const faulty = await FaultyPhone.open(bench, `faulty${count}`, prepare);
  open.push(faulty);
  return faulty;
}
async function talking(faulty: FaultyPhone): Promise<string> {
  const callId = await faulty.phone.dial(testTone);
  await faulty.phone.state(callId, 'active');
  return callId;
}

describe('a CANCEL and a 200 that cross (RFC 3261 section 9.1)', () => {
  it('end in a BYE; the call counts as answered', async () => {
    const faulty = await start();
    const { edge, phone } = faulty;
    let answers: string[] | null = [];
    edge.towardsPhone = (message) => {
      if (answers === null || !isAnswer(message, '200', 'INVITE')) return [message];
      answers.push(message);
      return [];
    };
    edge.towardsLine = (message) => {
      if (!isRequest(message, 'CANCEL')) return [message];
      edge.tellPhone(answerTo(message, '200 OK'));
      for (const answer of answers ?? []) edge.tellPhone(answer);
      answers = null;
      return [];
    };
    const callId = await phone.dial(testTone);
    await phone.until('the answer held back', () => answers?.length);
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
  });
});

/** In the page: a browser that takes a second to take in what the far end describes. */
const takeAnswersInSlowly = `
  const takeIn = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = async function (description) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return takeIn.call(this, description);
  };
`;

describe('a hang-up while the answer is being taken in', () => {
  it('ends in a BYE; the call counts as answered', async () => {
    const faulty = await start();
    const { edge, phone } = faulty;
    let isAnswered = false;
    edge.towardsPhone = (message) => {
      isAnswered ||= isAnswer(message, '200', 'INVITE');
      return [message];
    };
    await phone.page.evaluate(takeAnswersInSlowly);
    const callId = await phone.dial(testTone);
    await phone.until('the answer', () => isAnswered);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
  });
});

describe('re-INVITEs of both ends at once (RFC 3261 section 14.1)', () => {
  it('are both refused with 491; the hold is asked for again and agreed', async () => {
    const faulty = await start();
    const { edge, phone } = faulty;
    const callId = await talking(faulty);
    const far = await faulty.farEnd();
    const refused = { here: 0, there: 0 };
    let held: string[] | null = [];
    edge.towardsLine = (message) => {
      if (isAnswer(message, '491', 'INVITE')) refused.here += 1;
      if (held === null || !isInDialog(message, 'INVITE')) return [message];
      held.push(message);
      void far.session.invite();
      return [];
    };
    edge.towardsPhone = (message) => {
      if (isAnswer(message, '491', 'INVITE')) refused.there += 1;
      if (held !== null && isInDialog(message, 'INVITE')) {
        for (const reInvite of held) edge.tellLine(reInvite);
        held = null;
      }
      return [message];
    };
    await phone.order({ do: 'set-held', callId, isHeld: true });
    await phone.until('held at the line', () => far.leg?.isHeld);
    expect(refused).toEqual({ here: 1, there: 1 });
    await phone.order({ do: 'set-held', callId, isHeld: false });
    await phone.state(callId, 'active');
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
    expect(phone.eventTypes(callId)).toEqual(['answered', 'held', 'resumed', 'ended']);
  });
});

describe('a re-INVITE that comes too soon (RFC 3261 section 14.2)', () => {
  it('is refused with 500 and Retry-After, and made again', async () => {
    const faulty = await start();
    const { edge, phone } = faulty;
    const callId = await talking(faulty);
    const far = await faulty.farEnd();
    let asked = 0;
    edge.towardsLine = (message) => {
      if (isInDialog(message, 'ACK') && asked === 1) return [];
      if (!isInDialog(message, 'INVITE')) return [message];
      asked += 1;
      if (asked > 1) return [message];
      edge.tellPhone(answerTo(message, '500 Too soon', 'Retry-After: 1\r\n'));
      return [];
    };
    await phone.order({ do: 'set-held', callId, isHeld: true });
    await phone.until('held at the line', () => far.leg?.isHeld);
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
  });
});

describe('a nonce that has gone stale (RFC 7616 section 3.3)', () => {
  it('is taken anew by a registration', async () => {
    let stale = 0;
    const { phone } = await start((edge) => {
      edge.towardsLine = (message) =>
        isRequest(message, 'REGISTER') && stale === 0 ? [message.replace(/nonce="[^"]+"/, 'nonce="stale"')] : [message];
      edge.towardsPhone = (message) => {
        if (isAnswer(message, '401', 'REGISTER') && message.includes('stale=true')) stale += 1;
        return [message];
      };
    });
    expect(stale).toBe(1);
    expect(phone.snapshots.map(({ registration }) => registration.state)).not.toContain('failed');
    expect(phone.tokensIssued).toBe(1);
  });

  it.each([
    ['401', 'WWW-Authenticate', 'Authorization'],
    ['407', 'Proxy-Authenticate', 'Proxy-Authorization'],
  ])('is taken anew by a call that is asked for it with %s', async (status, challengeName, proofName) => {
    const faulty = await start();
    const { edge } = faulty;
    const proofs: string[] = [];
    const challenged: string[] = [];
    edge.towardsLine = (message) => {
      const branch = /branch=[^;,]+/.exec(sipHeader(message, 'Via'))?.[0] ?? '';
      if (isRequest(message, 'ACK') && challenged.includes(branch)) return [];
      if (!isRequest(message, 'INVITE') || proofs.length === 3) return [message];
      proofs.push(/nonce="([^"]+)"/.exec(sipHeader(message, proofName))?.[1] ?? 'none');
      if (proofs.length === 3) return [message];
      challenged.push(branch);
      const stale = proofs.length === 2 ? ', stale=true' : '';
      const challenge = `Digest realm="edge", nonce="nonce-${proofs.length}", algorithm=MD5, qop="auth"${stale}`;
      edge.tellPhone(answerTo(message, `${status} Prove it`, `${challengeName}: ${challenge}\r\n`));
      return [];
    };
    const callId = await talking(faulty);
    expect(proofs).toEqual(['none', 'nonce-1', 'nonce-2']);
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
  });
});

describe('a BYE', () => {
  it('that crosses the far end’s leaves one end: who hung up here, hung up', async () => {
    const faulty = await start();
    const { edge } = faulty;
    const callId = await talking(faulty);
    const far = await faulty.farEnd();
    let bye = '';
    edge.towardsLine = (message) => {
      if (!isRequest(message, 'BYE')) return [message];
      bye = message;
      far.end();
      return [];
    };
    edge.towardsPhone = (message) => {
      if (isRequest(message, 'BYE')) edge.tellLine(bye);
      return [message];
    };
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
  });

  it('that nobody knows the call of (481) ends it all the same', async () => {
    const faulty = await start();
    const { edge } = faulty;
    edge.towardsPhone = (message) =>
      isAnswer(message, '200', 'BYE') ? [message.replace('200 OK', '481 Call/Transaction Does Not Exist')] : [message];
    const callId = await talking(faulty);
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
  });
});

describe('a call that two answer', () => {
  it('belongs to the first; the second is acknowledged and let go (RFC 3261 section 13.2.2.4)', async () => {
    const faulty = await start();
    const { edge } = faulty;
    const heardBySecond: string[] = [];
    edge.towardsPhone = (message) =>
      isAnswer(message, '200', 'INVITE') ? [message, message.replace(/^(To:[^\r]*;tag=)/im, '$1second')] : [message];
    edge.towardsLine = (message) => {
      if (!sipHeader(message, 'To').includes(';tag=second')) return [message];
      heardBySecond.push(message.slice(0, message.indexOf(' ')));
      if (isRequest(message, 'BYE')) edge.tellPhone(answerTo(message, '200 OK'));
      return [];
    };
    const callId = await talking(faulty);
    await faulty.phone.until('the BYE', () => heardBySecond.includes('BYE'));
    expect(heardBySecond).toEqual(['ACK', 'BYE']);
    expect(faulty.phone.call(callId)?.state).toBe('active');
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
  });
});

const twice = (edge: EdgeProxy): void => {
  edge.towardsLine = (message) => [message, message];
  edge.towardsPhone = (message) => [message, message];
};

describe('every message twice', () => {
  it('makes one call of a call, with hold and resume', async () => {
    const faulty = await start(twice);
    const { phone } = faulty;
    const callId = await phone.dial(person);
    await phone.state(callId, 'active');
    await phone.order({ do: 'set-held', callId, isHeld: true });
    const far = await faulty.farEnd();
    await phone.until('held at the line', () => far.leg?.isHeld);
    await phone.order({ do: 'set-held', callId, isHeld: false });
    await phone.state(callId, 'active');
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
    expect(phone.eventTypes(callId)).toEqual(['ringing', 'answered', 'held', 'resumed', 'ended']);
  });

  it.each([
    ['+15555550105', hungUpThere],
    ['+15555550102', { ends: 1, endedBy: 'remote', sipStatus: 486, isAnsweredAtLine: false }],
  ])('ends a call to %s as the line did', async (number, outcome) => {
    const faulty = await start(twice);
    const callId = await faulty.phone.dial(number);
    expect(await faulty.outcomeOf(callId, 20_000)).toEqual(outcome);
  });

  it('rings once, and is answered once', async () => {
    const faulty = await start(twice);
    const { phone } = faulty;
    const call = bench.line.ringAgent(phone.agent, { phoneNumber: '+12125550147' }, 'test-tone');
    const ringing = await phone.until('ringing', () => phone.now.calls.find(({ state }) => state === 'incoming'));
    expect(phone.now.calls).toHaveLength(1);
    await phone.order({ do: 'answer', callId: ringing.callId });
    await phone.state(ringing.callId, 'active');
    await phone.until('answered at the line', () => call?.state === 'established');
    call?.end();
    expect(await faulty.outcomeOf(ringing.callId)).toEqual(hungUpThere);
    expect(phone.eventTypes(ringing.callId)).toEqual(['ringing', 'answered', 'ended']);
  });
});

describe('a 180 that comes after the 200', () => {
  it('rings nobody any more', async () => {
    const faulty = await start();
    const { edge, phone } = faulty;
    let late: string[] = [];
    edge.towardsPhone = (message) => {
      if (isAnswer(message, '18', 'INVITE')) {
        late.push(message);
        return [];
      }
      const all = isAnswer(message, '200', 'INVITE') ? [message, ...late] : [message];
      if (all.length > 1) late = [];
      return all;
    };
    const callId = await phone.dial(person);
    await phone.state(callId, 'active');
    await faulty.hangUp(callId);
    expect(await faulty.outcomeOf(callId)).toEqual(hungUpHere);
    expect(phone.eventTypes(callId)).toEqual(['answered', 'ended']);
  });
});
