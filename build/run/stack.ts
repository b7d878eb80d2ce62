/**
 * Everything Deskline needs beside the desktop app, on this machine: server (with embedded PostgreSQL unless
 * `DATABASE_URL` is set), practice line, practice organisation. Used by `npm start`, `npm run demo`, the end-to-end
 * tests and the bench, so that all of them run the same thing.
 */
import path from 'node:path';
import { freePort, installationSecret } from './data-directory.ts';
import { ServiceProcess } from './service-process.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Everything the practice line offers beside plain calls. */
const practiceServices = 'conference,park,voicemail,supervise,echo,emergency,record,queues';
/** Call queues of the practice organisation, `id:label` each. */
const practiceQueues = 'support:Customer support,spanish:Spanish line';

export type StackOptions = {
  dataDir: string;
  /** Ports; a free one where none is given. */
  serverPort?: number;
  practicePort?: number;
  /** Environment of the server beside what the stack sets: another PBX, another clock. */
  serverEnvironment?: Record<string, string>;
  /** Without it, the phones register elsewhere (`DESKLINE_SIP_URLS` in `serverEnvironment`). */
  withPracticeLine?: boolean;
};

export class Stack {
  readonly dataDir: string;
  readonly serverUrl: string;
  readonly practiceUrl: string;
  readonly pbxSecret: string;
  readonly server: ServiceProcess;
  readonly practiceLine: ServiceProcess | null;

  private constructor(
    parts: Pick<Stack, 'dataDir' | 'serverUrl' | 'practiceUrl' | 'pbxSecret' | 'server' | 'practiceLine'>,
  ) {
    this.dataDir = parts.dataDir;
    this.serverUrl = parts.serverUrl;
    this.practiceUrl = parts.practiceUrl;
    this.pbxSecret = parts.pbxSecret;
    this.server = parts.server;
    this.practiceLine = parts.practiceLine;
  }

  /** Prepares a stack; `start` runs it. */
  static async prepare(options: StackOptions): Promise<Stack> {
    const { dataDir, withPracticeLine = true } = options;
    const serverPort = options.serverPort ?? (await freePort());
    const practicePort = options.practicePort ?? (await freePort());
    const serverUrl = `http://127.0.0.1:${serverPort}`;
    const practiceUrl = `ws://127.0.0.1:${practicePort}`;
    const sipSecret = installationSecret(dataDir, 'sip');
    const pbxSecret = installationSecret(dataDir, 'pbx');
    const shared = { DESKLINE_SIP_SECRET: sipSecret, DESKLINE_PBX_SECRET: pbxSecret };
    const offered = {
      DESKLINE_PBX_CONTROL: practiceUrl.replace('ws:', 'practice:'),
      DESKLINE_PBX_SERVICES: practiceServices,
      DESKLINE_PBX_QUEUES: practiceQueues,
    };
    const logFile = (name: string): string => path.join(dataDir, 'logs', `${name}.log`);
    const server = new ServiceProcess({
      name: 'server',
      script: path.join(root, 'server/app/main.ts'),
      environment: {
        ...shared,
        PORT: String(serverPort),
        DESKLINE_DATA_DIR: dataDir,
        DESKLINE_DEMO: '1',
        DESKLINE_SIP_URLS: practiceUrl,
        ...(withPracticeLine ? offered : {}),
        ...options.serverEnvironment,
      },
      logFile: logFile('server'),
      readyEvent: 'server.listening',
    });
    const practiceLine = withPracticeLine
      ? new ServiceProcess({
          name: 'practice line',
          script: path.join(root, 'server/practice-line/main.ts'),
          environment: {
            ...shared,
            DESKLINE_PRACTICE_PORT: String(practicePort),
            DESKLINE_SERVER_URL: serverUrl,
            DESKLINE_PBX_QUEUES: practiceQueues,
          },
          logFile: logFile('practice-line'),
          readyEvent: 'practice-line.listening',
        })
      : null;
    return new Stack({ dataDir, serverUrl, practiceUrl, pbxSecret, server, practiceLine });
  }

  /** Starts both services side by side; stops what did start when one fails. */
  async start(): Promise<void> {
    const results = await Promise.allSettled([this.server.start(), this.practiceLine?.start()]);
    const failure = results.find((result) => result.status === 'rejected');
    if (!failure) return;
    await this.stop();
    throw failure.reason instanceof Error ? failure.reason : new Error(String(failure.reason));
  }

  async stop(): Promise<void> {
    await Promise.all([this.practiceLine?.stop(), this.server.stop()]);
  }
}
