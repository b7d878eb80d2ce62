/** The check-out's parts that the main process can see: server, clock, outbox, policy. Each tells its figure in one sentence. */
import type { CheckOutItem } from '../../../shared/domain/telephony/check-out.ts';
import type { Hotkey, OutboxStatus } from '../../../shared/ipc/local-schemas.ts';
import type { CheckOutFinding } from '../../../shared/ipc/phone-snapshot.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { ApiClient } from '../../sync/api-client.ts';

export const mainItems = ['server', 'clock', 'outbox', 'policy'] as const satisfies readonly CheckOutItem[];
type MainItem = (typeof mainItems)[number];
export const isMainItem = (item: CheckOutItem): boolean => mainItems.some((each) => each === item);

export type ProbeFinding = Pick<CheckOutFinding, 'verdict' | 'detail'>;
/** A probe never rejects: what goes wrong is its finding. */
export type CheckOutProbes = Readonly<Record<MainItem, (userId: string) => Promise<ProbeFinding>>>;

type ProbeDependencies = {
  api: ApiClient;
  outboxStatus: () => OutboxStatus;
  /** @throws ProblemError when nothing can be written. */
  testWrite: (userId: string) => void;
  /** @throws when the settings cannot be read. */
  readSettings: () => void;
  hotkeys: () => readonly Hotkey[];
  clock: Clock;
  monotonicMs: () => number;
};

const roundTrips = 3;
const answerWithinMs = 5000;
const slowMs = 500;
const sameMs = 1000;
/** Calling hours are the server's to judge; a clock this far off still makes a call list hard to read. */
const clockIsOffMs = 5000;
const clockIsWrongMs = 5 * 60_000;
/** Work that has waited this long while the server answers is worth a look. */
const oldWorkMs = 15 * 60_000;

const passed = (detail: string): ProbeFinding => ({ verdict: 'passed', detail });
const warning = (detail: string): ProbeFinding => ({ verdict: 'warning', detail });
const failedWith = (detail: string): ProbeFinding => ({ verdict: 'failed', detail });
const countOf = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

async function probeServer({ api, monotonicMs }: ProbeDependencies): Promise<ProbeFinding> {
  const times: number[] = [];
  for (let round = 0; round < roundTrips; round += 1) {
    const beganMs = monotonicMs();
    const result = await api.call('getLiveness', {}, { timeoutMs: answerWithinMs });
    if (!result.ok) return failedWith(`The server did not answer: ${result.problem.message}`);
    times.push(monotonicMs() - beganMs);
  }
  const medianMs = Math.round(times.toSorted((a, b) => a - b)[Math.floor(roundTrips / 2)] ?? 0);
  const sentence = `The server answers in ${medianMs} ms.`;
  return medianMs > slowMs ? warning(`${sentence} That is slow.`) : passed(sentence);
}

/** The server's own moment, halfway between asking and hearing. */
async function probeClock({ api, clock, monotonicMs }: ProbeDependencies): Promise<ProbeFinding> {
  const beganMs = monotonicMs();
  const result = await api.call('getLiveness', {}, { timeoutMs: answerWithinMs });
  if (!result.ok) return failedWith('The clock could not be compared: the server did not answer.');
  const aheadMs = Date.parse(result.value.now) + (monotonicMs() - beganMs) / 2 - clock.now();
  const offMs = Math.abs(aheadMs);
  if (offMs < sameMs) return passed("This computer's clock agrees with the server's to the second.");
  const side = aheadMs > 0 ? 'behind' : 'ahead of';
  const sentence = `This computer's clock is ${(offMs / 1000).toFixed(0)} s ${side} the server's.`;
  if (offMs < clockIsOffMs) return passed(sentence);
  return offMs < clockIsWrongMs ? warning(sentence) : failedWith(sentence);
}

async function probeOutbox(
  { outboxStatus, testWrite, clock }: ProbeDependencies,
  userId: string,
): Promise<ProbeFinding> {
  try {
    testWrite(userId);
  } catch (error) {
    const why = error instanceof ProblemError ? error.problem.message : 'Writing failed.';
    return failedWith(`Work cannot be saved on this computer: ${why}`);
  }
  const { waiting, parked, oldestAt, notice } = outboxStatus();
  if (parked > 0) return warning(`${countOf(parked, 'saved item needs', 'saved items need')} attention in the outbox.`);
  if (notice !== null) return warning(notice);
  const ageMs = oldestAt === null ? 0 : clock.now() - Date.parse(oldestAt);
  if (ageMs > oldWorkMs) {
    return warning(
      `${countOf(waiting, 'saved item waits', 'saved items wait')} to be sent, the oldest for ${Math.round(ageMs / 60_000)} minutes.`,
    );
  }
  return passed(
    `Saving works; ${waiting === 0 ? 'nothing waits' : countOf(waiting, 'item waits', 'items wait')} to be sent.`,
  );
}

async function probePolicy({ api, readSettings, hotkeys }: ProbeDependencies): Promise<ProbeFinding> {
  try {
    readSettings();
  } catch {
    return failedWith('The settings on this computer cannot be read.');
  }
  const organization = await api.call('getCurrentOrganization', {}, { timeoutMs: answerWithinMs });
  if (!organization.ok)
    return failedWith(`The organization's policy could not be read: ${organization.problem.message}`);
  if (organization.value.caller_ids.length === 0) return failedWith('No caller id is set up for your organization.');
  const broken = hotkeys().filter(({ state }) => state === 'failed');
  if (broken.length > 0) {
    const names = broken.map(({ action }) => action.replaceAll('-', ' ')).join(', ');
    return warning(`${countOf(broken.length, 'hotkey does', 'hotkeys do')} not work: ${names}.`);
  }
  return passed(`Policy of ${organization.value.name} and your settings are here; your hotkeys are registered.`);
}

const orFailed = async (probe: Promise<ProbeFinding>): Promise<ProbeFinding> =>
  await probe.catch(() => failedWith('This could not be looked at.'));

export const createCheckOutProbes = (dependencies: ProbeDependencies): CheckOutProbes => ({
  server: () => orFailed(probeServer(dependencies)),
  clock: () => orFailed(probeClock(dependencies)),
  outbox: (userId) => orFailed(probeOutbox(dependencies, userId)),
  policy: () => orFailed(probePolicy(dependencies)),
});
