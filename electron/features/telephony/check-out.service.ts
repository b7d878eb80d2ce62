/**
 * The check-out before the shift.
 *
 *   none ──run──▶ running: the phone page looks at its part, main at its own ──every item, or 30 s──▶ done ──▶ outbox
 *
 * An item nobody answered for in time has failed: a check that hangs is no pass. Several findings of one item (a media path for
 * each ICE server) are all kept. The result goes to the supervisors through the outbox, with or without a server.
 */
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import type { CheckOut } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { type Clock, isoNow } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { type CheckOutItem, checkOutItems } from '../../../shared/domain/telephony/check-out.ts';
import type { CheckOutRun } from '../../../shared/ipc/local-schemas.ts';
import type { CheckOutFinding } from '../../../shared/ipc/phone-snapshot.ts';
import type { Logger } from '../../os/logger.ts';
import { createSignal, type Signal } from '../../os/signal.ts';
import { nothingScheduled, type Schedule } from '../../sync/schedule.ts';
import type { PhoneService } from '../phone/index.ts';
import { type CheckOutProbes, isMainItem, mainItems } from './check-out-probes.ts';

export type CheckOutService = {
  changed: Signal<CheckOutRun>;
  /** Begins one, or tells about the one that runs. */
  run: () => CheckOutRun;
  /** The last one of whoever is signed in; null before the first. */
  last: () => CheckOutRun | null;
  /** The phone page found something. */
  take: (runId: string, finding: CheckOutFinding) => void;
  /** At sign-out. */
  forget: () => void;
};

type CheckOutDependencies = {
  phone: Pick<PhoneService, 'order'>;
  probes: CheckOutProbes;
  /** @throws when it cannot be saved. */
  save: (checkOut: CheckOut, userId: string) => void;
  requireUserId: () => string;
  schedule: Schedule;
  clock: Clock;
  /** A counter that only grows, milliseconds. */
  monotonicMs: () => number;
  logger: Logger;
};

/** All of it together takes at most this long. */
const wholeRunMs = 30_000;
/** After the last item: a further finding of an item that has several may be on its way. */
const lateFindingsMs = 500;
const mostFindings = 60;

type Running = { run: CheckOutRun; userId: string; startedMs: number; cancelEnd: () => void; cancelLate: () => void };

const missing = ({ findings }: CheckOutRun): CheckOutItem[] =>
  checkOutItems.filter((item) => !findings.some((finding) => finding.item === item));

export function createCheckOutService(dependencies: CheckOutDependencies): CheckOutService {
  const { phone, probes, save, requireUserId, schedule, clock, monotonicMs, logger } = dependencies;
  const changed = createSignal<CheckOutRun>((error) => logger.error('check-out.listener-failed', {}, error));
  let running: Running | null = null;
  let last: CheckOutRun | null = null;

  function show(run: CheckOutRun): CheckOutRun {
    last = run;
    changed.emit(run);
    return run;
  }
  function add(to: Running, finding: CheckOutFinding): void {
    if (running !== to || to.run.findings.length >= mostFindings) return;
    to.run = show({ ...to.run, findings: [...to.run.findings, finding] });
    if (missing(to.run).length > 0) return;
    to.cancelLate();
    to.cancelLate = schedule(() => end(to), lateFindingsMs);
  }
  function end(to: Running): void {
    if (running !== to) return;
    running = null;
    to.cancelEnd();
    to.cancelLate();
    const tookMs = Math.round(monotonicMs() - to.startedMs);
    const unanswered = missing(to.run).map((item) => ({
      item,
      verdict: 'failed' as const,
      detail: `No answer within ${wholeRunMs / 1000} s.`,
      tookMs,
    }));
    const findings = [...to.run.findings, ...unanswered];
    const { runId: id, startedAt } = to.run;
    const results = findings.map(({ tookMs: took_ms, ...finding }) => ({ ...finding, took_ms }));
    let isSaved = true;
    try {
      save({ id, started_at: startedAt, duration_ms: tookMs, results }, to.userId);
    } catch (error) {
      isSaved = false;
      logger.error('check-out.not-saved', {}, error);
    }
    show({ ...to.run, findings, isDone: true, isSaved });
  }
  function orderPage(to: Running): void {
    try {
      phone.order({ do: 'check-out', runId: to.run.runId });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      for (const item of checkOutItems) {
        if (!isMainItem(item)) {
          add(to, { item, verdict: 'failed', detail: 'The phone does not run; it restarts by itself.', tookMs: 0 });
        }
      }
    }
  }

  return {
    changed,
    run: () => {
      const userId = requireUserId();
      if (running !== null) return running.run;
      const run = { runId: createId(clock), startedAt: isoNow(clock), findings: [], isDone: false, isSaved: false };
      const started: Running = {
        run,
        userId,
        startedMs: monotonicMs(),
        cancelEnd: nothingScheduled,
        cancelLate: nothingScheduled,
      };
      running = started;
      started.cancelEnd = schedule(() => end(started), wholeRunMs);
      show(run);
      orderPage(started);
      for (const item of mainItems) {
        const beganMs = monotonicMs();
        void probes[item](userId).then(({ verdict, detail }) =>
          add(started, { item, verdict, detail: detail.slice(0, 400), tookMs: Math.round(monotonicMs() - beganMs) }),
        );
      }
      return started.run;
    },
    last: () => last,
    take: (runId, finding) => {
      if (running?.run.runId === runId) add(running, finding);
    },
    forget: () => {
      running?.cancelEnd();
      running?.cancelLate();
      running = null;
      last = null;
    },
  };
}
