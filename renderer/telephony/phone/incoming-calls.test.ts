import { describe, expect, it } from 'vitest';
import { ok } from '../../../shared/contracts/core/result.ts';
import { settingsSchema, type Settings } from '../../../shared/ipc/local-schemas.ts';
import { FixedClock } from '../../../shared/testing/fixed-clock.ts';
import type { EngineCall, IncomingCaller } from '../call-engine.ts';
import type { CallIdentity, LiveCall } from '../live-call.ts';
import type { CallList } from './call-list.ts';
import { IncomingCalls } from './incoming-calls.ts';

/** Somebody calls; what is known of them, and what becomes of the call at once. */
function ring(caller: Partial<IncomingCaller>, settings: Partial<Settings> = {}, isCallBackExpected = false) {
  const events: string[] = [];
  let identity: CallIdentity | undefined;
  let known: unknown;
  const calls = {
    live: [],
    add: (given: CallIdentity, _: unknown, origin: { caller?: unknown }) => {
      identity = given;
      known = origin.caller;
      return { dispatch: ({ type }: { type: string }) => events.push(type) } as unknown as LiveCall;
    },
  } as unknown as CallList;
  const incoming = new IncomingCalls({
    clock: new FixedClock(),
    calls,
    settings: () => settingsSchema.parse(settings),
    isCallBackExpected: () => isCallBackExpected,
    warmUpMicrophone: () => Promise.resolve(ok(null)),
    signalAnswer: () => {},
  });
  const whole = {
    number: '1002',
    host: 'pbx.example',
    name: null,
    asksForAutoAnswer: false,
    replaces: null,
    ...caller,
  };
  incoming.take({} as EngineCall, whole);
  return { kind: identity?.kind, known, events };
}

describe('who calls', () => {
  it.each([
    ['+12125550148', 'pbx.example'],
    ['2125550148', 'pbx.example'],
    ['5550148', 'pbx.example'],
    ['anonymous', 'pbx.example'],
    ['Restricted', 'pbx.example'],
    ['caller', 'anonymous.invalid'],
    ['caller', 'pbx.anonymous.invalid'],
  ])('%s at %s is from outside: a contact in the sense of the law', (number, host) => {
    expect(ring({ number, host }).kind).toBe('consumer');
  });

  it.each([
    ['1002', 'pbx.example'],
    ['ana', 'pbx.example'],
    ['555014', 'pbx.example'],
    ['unknown-ana', 'pbx.example'],
    ['ana', 'notanonymous.invalid'],
  ])('%s at %s is a colleague', (number, host) => {
    expect(ring({ number, host }).kind).toBe('colleague');
  });

  it('is recorded with a number only where it is a whole one, and with no more of a name than fits', () => {
    expect(ring({ number: '+12125550148', name: 'A'.repeat(200) }).known).toEqual({
      phone_number: '+12125550148',
      display_name: 'A'.repeat(120),
    });
    expect(ring({ number: '2125550148' }).known).toEqual({ phone_number: null, display_name: null });
  });
});

describe('do not disturb', () => {
  it('refuses, but not who is called back by an emergency service', () => {
    expect(ring({}, { doNotDisturb: true }).events).toEqual(['refuse']);
    expect(ring({}, { doNotDisturb: true }, true).events).toEqual([]);
    expect(ring({}).events).toEqual([]);
  });
});
