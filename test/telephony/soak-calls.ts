/** Short calls of every course, one after the other, for runs that ask what a thousand of them leave behind. */
import type { PhonePage } from './phone-page.ts';

/** Whatever stands at the other end of the phone's calls. */
export type FarSide = {
  /** Dials somebody who answers at once and is heard, who is busy, or who lets it ring; the call's id. */
  dial: (phone: PhonePage, whom: 'answers' | 'busy' | 'rings') => Promise<string>;
  callIn: (phone: PhonePage) => void;
  /** The far end of this phone's call hangs up, or gives up ringing. */
  letGo: (phone: PhonePage) => void;
  /** The agent of this phone's call is heard at the far end. */
  isAgentHeard: (phone: PhonePage) => boolean;
  openCalls: () => number;
};

const patienceMs = 20_000;
const talkMs = 200;
const heardDb = -45;

const callIn = async (phone: PhonePage, far: FarSide): Promise<string> => {
  far.callIn(phone);
  const ringing = () => phone.now.calls.find(({ state }) => state === 'incoming');
  const { callId } = await phone.until('a call that rings', ringing, patienceMs);
  return callId;
};

const answerIn = async (phone: PhonePage, far: FarSide): Promise<string> => {
  const callId = await callIn(phone, far);
  await phone.order({ do: 'answer', callId });
  return callId;
};

/** Both ends hear each other, for a moment. */
async function talk(phone: PhonePage, far: FarSide, callId: string): Promise<string> {
  await phone.state(callId, 'active', patienceMs);
  const fromMs = Date.now();
  const isHeard = (): boolean => phone.levels.some(({ atMs, outputDb }) => atMs >= fromMs && outputDb > heardDb);
  await phone.until('both ends heard', () => isHeard() && far.isAgentHeard(phone), patienceMs);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, fromMs + talkMs - Date.now())));
  return callId;
}

const hangUp = async (phone: PhonePage, callId: string): Promise<string> => {
  await phone.order({ do: 'hang-up', callId });
  return callId;
};

type Course = (phone: PhonePage, far: FarSide) => Promise<string>;

const outboundAgentEnds: Course = async (phone, far) =>
  hangUp(phone, await talk(phone, far, await far.dial(phone, 'answers')));
const inboundFarEndEnds: Course = async (phone, far) => {
  const callId = await talk(phone, far, await answerIn(phone, far));
  far.letGo(phone);
  return callId;
};
const outboundFarEndEnds: Course = async (phone, far) => {
  const callId = await talk(phone, far, await far.dial(phone, 'answers'));
  far.letGo(phone);
  return callId;
};
const inboundAgentEnds: Course = async (phone, far) =>
  hangUp(phone, await talk(phone, far, await answerIn(phone, far)));
const busy: Course = (phone, far) => far.dial(phone, 'busy');
const cancelled: Course = async (phone, far) => {
  const callId = await far.dial(phone, 'rings');
  await phone.state(callId, 'ringing', patienceMs);
  return hangUp(phone, callId);
};
const missed: Course = async (phone, far) => {
  const callId = await callIn(phone, far);
  far.letGo(phone);
  return callId;
};
const declined: Course = async (phone, far) => hangUp(phone, await callIn(phone, far));

const talked = [outboundAgentEnds, inboundFarEndEnds, outboundFarEndEnds, inboundAgentEnds];
const courses = [...talked, busy, ...talked, cancelled, ...talked, missed, ...talked, declined];

/** Makes this many calls; throws at the first that does not go as it should. */
export async function makeCalls(phone: PhonePage, far: FarSide, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const course = courses[made % courses.length] ?? busy;
    const callId = await course(phone, far);
    await phone.until(
      'the end in the call record',
      () => phone.eventTypes(callId).filter((type) => type === 'ended').length === 1,
      patienceMs,
    );
    await phone.until('the end at the far side', () => far.openCalls() === 0, patienceMs);
    await phone.order({ do: 'dismiss', callId });
    await phone.until('dismissed', () => phone.call(callId) === undefined, patienceMs);
    if (phone.faults.length > 0) throw new Error(`The page threw in call ${made + 1}: ${phone.faults.join('; ')}`);
    // Only what this process has noted; the page knows nothing of it.
    phone.snapshots.splice(0, phone.snapshots.length - 1);
    for (const notes of [phone.levels, phone.events, phone.logs]) notes.splice(0);
  }
}
