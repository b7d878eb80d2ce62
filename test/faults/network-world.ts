/**
 * Two network namespaces and two cables between them: a phone's computer with two interfaces of different addresses, and a
 * phone system that is reached over either. Needs Linux, root and `ip`. All of it is gone when it is removed.
 */
import { execFileSync } from 'node:child_process';

/** The phone system's own address, whichever cable leads there; all addresses are of RFC 1918 and exist in here only. */
export const lineAddress = '10.203.0.1';
export const cables = ['one', 'other'] as const;
export type Cable = (typeof cables)[number];
const subnets: Readonly<Record<Cable, string>> = { one: '10.203.1', other: '10.203.2' };

/** Runs `ip`; throws with what it said. */
const ip = (...words: string[]): void => {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
};

/** Inside the phone's namespace: pulls or plugs one end of a cable. A cable that is plugged in gets its route as DHCP would. */
export function pull(cable: Cable): void {
  ip('link', 'set', cable, 'down');
}
export function plug(cable: Cable): void {
  ip('link', 'set', cable, 'up');
  ip('route', 'replace', lineAddress, 'via', `${subnets[cable]}.1`, 'dev', cable);
}

export class NetworkWorld {
  readonly phone = `deskline-phone-${process.pid}`;
  readonly line = `deskline-line-${process.pid}`;

  private constructor() {}

  /** Throws where namespaces cannot be made, and leaves nothing then. */
  static create(): NetworkWorld {
    const world = new NetworkWorld();
    try {
      for (const name of [world.phone, world.line]) {
        ip('netns', 'add', name);
        ip('-n', name, 'link', 'set', 'lo', 'up');
      }
      for (const cable of cables) {
        ip(
          'link',
          'add',
          'name',
          cable,
          'netns',
          world.phone,
          'type',
          'veth',
          'peer',
          'name',
          cable,
          'netns',
          world.line,
        );
        ip('-n', world.phone, 'addr', 'add', `${subnets[cable]}.2/24`, 'dev', cable);
        ip('-n', world.line, 'addr', 'add', `${subnets[cable]}.1/24`, 'dev', cable);
        ip('-n', world.line, 'link', 'set', cable, 'up');
      }
      ip('-n', world.line, 'addr', 'add', `${lineAddress}/32`, 'dev', cables[0]);
    } catch (error) {
      world.remove();
      throw error;
    }
    return world;
  }

  /** What runs in a namespace must have ended; its cables go with it. */
  remove(): void {
    for (const name of [this.phone, this.line]) {
      try {
        ip('netns', 'delete', name);
      } catch {
        // It was never made.
      }
    }
  }
}
