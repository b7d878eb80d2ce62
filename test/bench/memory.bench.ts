/** What everything keeps in memory, idle and in a call. */
import path from 'node:path';
import { openDesktop } from '../e2e/desktop.fixture.ts';
import { isStandIn } from '../host/launch-under-test.ts';
import { dial, isTalking, openAccount, phoneIsReady, signIn } from '../story/desk.ts';
import { Observer } from '../story/observer.ts';
import { wait, withStack } from './bench-stack.ts';
import { callableAccounts } from './callable-accounts.ts';
import { canReadProcesses, postgresProcesses, processTree, proportionalMb, residentMb } from './process-figures.ts';
import { goal, inMb, printTable, ratio, type Row } from './report.ts';

/** Caches and garbage of the start settle. */
const settleMs = 8000;

export async function benchMemory(): Promise<void> {
  if (!canReadProcesses) {
    console.log('\nMemory is measured on Linux only.');
    return;
  }
  await withStack({}, async (stack, folder) => {
    await stack.start();
    const desktop = await openDesktop(path.join(folder, 'agent'), { env: { DESKLINE_SERVER_URL: stack.serverUrl } });
    try {
      const page = desktop.agentPage;
      await signIn(page, 'agent@demo.example');
      await phoneIsReady(page);
      await wait(settleMs);
      const main = desktop.app.process().pid ?? 0;
      const idle = { main: residentMb(main), all: proportionalMb(processTree(main)) };

      const observer = new Observer(stack.serverUrl, 'agent@demo.example');
      await observer.signIn();
      const [account] = await callableAccounts(observer, /5550100$/);
      if (!account) throw new Error('Nobody who answers may be called now.');
      await openAccount(page, account.consumer_name);
      await dial(page);
      await isTalking(page);
      await wait(settleMs);
      const inCall = { main: residentMb(main), all: proportionalMb(processTree(main)) };

      const host = isStandIn ? 'stand-in (Node + Chromium)' : 'Electron';
      const meant = isStandIn ? ' (meant for Electron)' : '';
      const desktopGoal = (value: number | null, limit: number): string =>
        goal(value ?? Number.NaN, limit, `≤ ${limit} MB${meant}`);
      const rows: Row[] = [
        ...serviceRows(stack.dataDir, stack.server.pid, stack.practiceLine?.pid),
        { measure: `desktop main process, ${host}, idle, RSS`, value: inMb(idle.main) },
        { measure: 'the same in a call', value: inMb(inCall.main) },
        {
          measure: `all desktop processes, ${host}, idle, PSS`,
          value: inMb(idle.all),
          goal: desktopGoal(idle.all, 300),
        },
        {
          measure: 'the same in a call',
          value: inMb(inCall.all),
          compared: `${ratio(inCall.all ?? Number.NaN, idle.all ?? Number.NaN)} of idle`,
          goal: desktopGoal(inCall.all, 400),
        },
      ];
      printTable('Memory', rows);
    } finally {
      await desktop.close();
    }
  });
}

/** Server and practice line in a call; PostgreSQL when it is ours. */
function serviceRows(dataDir: string, server: number | undefined, practiceLine: number | undefined): Row[] {
  const postgres = postgresProcesses(dataDir);
  return [
    { measure: 'server, RSS', value: inMb(residentMb(server ?? 0)) },
    {
      measure: 'embedded PostgreSQL, all its processes, PSS',
      value: postgres.length === 0 ? 'not ours (DATABASE_URL)' : inMb(proportionalMb(postgres)),
    },
    { measure: 'practice line in a call, RSS', value: inMb(residentMb(practiceLine ?? 0)) },
  ];
}
