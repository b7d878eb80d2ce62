/** Moments in the windows, taken inside the pages, so that the way to this process is no part of them. */
import type { Page } from '@playwright/test';
import type { CallState } from '../../shared/ipc/phone-snapshot.ts';

const patienceMs = 30_000;

/** Rejects when the moment does not come. */
export async function within<T>(what: string, moment: Promise<T>, limitMs = patienceMs): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Not within ${limitMs / 1000} s: ${what}`)), limitMs);
  });
  try {
    return await Promise.race([moment, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** When the phone got registered after a moment, epoch milliseconds, by the phone's own word. */
export async function registeredAfter(page: Page, afterMs: number): Promise<number> {
  const moment = page.evaluate(
    (sinceMs) =>
      new Promise<number>((resolve) => {
        const look = async (): Promise<void> => {
          const reply = await window.deskline.invoke('phone:get-snapshot', undefined);
          const { state = '', since = '' } = reply.ok ? reply.value.registration : {};
          if (state === 'registered' && Date.parse(since) >= sinceMs) resolve(Date.parse(since));
          else setTimeout(() => void look(), 10);
        };
        void look();
      }),
    afterMs,
  );
  return within('registered', moment, 60_000);
}

/** The first call that comes into this state, and when this window heard of it. */
export function callInState(page: Page, state: CallState): Promise<{ callId: string; atMs: number }> {
  const moment = page.evaluate(
    (wanted) =>
      new Promise<{ callId: string; atMs: number }>((resolve) => {
        const look = ({ calls }: { calls: { callId: string; state: string }[] }): void => {
          const call = calls.find((each) => each.state === wanted);
          if (!call) return;
          stop();
          resolve({ callId: call.callId, atMs: performance.timeOrigin + performance.now() });
        };
        const stop = window.deskline.on('phone:changed', look);
        void window.deskline.invoke('phone:get-snapshot', undefined).then((reply) => reply.ok && look(reply.value));
      }),
    state,
  );
  return within(`a call that is ${state}`, moment);
}

/** Forgets an ended call without a wrap-up, so that the next one can be placed. */
export async function dismiss(page: Page, callId: string): Promise<void> {
  await page.evaluate((id) => window.deskline.invoke('phone:command', { do: 'dismiss', callId: id }), callId);
}
