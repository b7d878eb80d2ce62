/** Promise: every action ends in its time, with its own answer or with `telephony/pbx-silent`, whatever the peer does. */
import { afterEach, describe, expect, it } from 'vitest';
import { ManagerClient, type ManagerClientOptions, ManagerRefusal } from './manager-client.ts';
import { fieldOf } from './manager-packet.ts';
import { packet, type Script, ScriptedManager, success } from './testing/scripted-manager.ts';

const open: { stop(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.stop();
});

const said: string[] = [];
async function connect(script: Script, options: Partial<ManagerClientOptions> & { opening?: string } = {}) {
  const { opening, ...rest } = options;
  const manager = await ScriptedManager.start(script, opening);
  open.push(manager);
  return { manager, client: clientOf(manager.port, rest) };
}
function clientOf(port: number, options: Partial<ManagerClientOptions> = {}): ManagerClient {
  said.length = 0;
  const login = { host: '127.0.0.1', port, username: 'deskline', secret: 'a secret' };
  const client = new ManagerClient({
    ...login,
    log: (message) => said.push(message),
    timeoutMs: 20_000,
    pingEveryMs: 60_000,
    random: () => 0,
    ...options,
  });
  open.push(client);
  return client;
}

/** Where the PBX is silent and that is what is waited for. */
const soon = { timeoutMs: 300 };
const silent = { problem: { code: 'telephony/pbx-silent' } };
const answerAll: Script = (action) => success(action, { Said: action['Action'] ?? '' });

describe('a manager client', () => {
  it('logs in and gives each action its own answer, in whichever order they come', async () => {
    const waiting: string[] = [];
    const { client, manager } = await connect((action, socket) => {
      if (action['Action'] === 'Login') return undefined;
      waiting.unshift(success(action, { Said: action['Channel'] ?? '' }));
      if (waiting.length === 3) socket.write(waiting.join(''));
      return undefined;
    });
    const answers = await Promise.all(['a', 'b', 'c'].map((Channel) => client.act('Getvar', { Channel })));
    expect(answers.map((answer) => fieldOf(answer, 'said'))).toEqual(['a', 'b', 'c']);
    expect(manager.logins).toBe(1);
    expect(said).toEqual(['The PBX can be commanded']);
  });

  it('reads answers that come in pieces, also within a line, a letter or the empty line', async () => {
    const { client } = await connect((action, socket) => {
      if (action['Action'] === 'Login') return undefined;
      const bytes = Buffer.from(success(action, { Said: 'zażółć' }));
      const send = (at: number): void => {
        if (at >= bytes.length) return;
        socket.write(bytes.subarray(at, at + 1), () => setImmediate(send, at + 1));
      };
      send(0);
      return undefined;
    });
    expect(fieldOf(await client.act('Getvar'), 'Said')).toBe('zażółć');
  });

  it('collects lists up to their end, past events that are nobody’s', async () => {
    const { client } = await connect((action) => {
      if (action['Action'] === 'Login') return undefined;
      const ActionID = action['ActionID'] ?? '';
      return [
        packet({ Response: 'Success', ActionID, EventList: 'start' }),
        packet({ Event: 'Status', ActionID, Channel: 'one' }),
        packet({ Event: 'Newchannel', Channel: 'stranger' }),
        packet({ Event: 'Status', ActionID: 'another-1', Channel: 'stranger' }),
        packet({ Event: 'Status', ActionID, Channel: 'two' }),
        packet({ Event: 'StatusComplete', ActionID, EventList: 'Complete' }),
      ].join('');
    });
    const rows = await client.list('Status', {}, 'StatusComplete');
    expect(rows.map((row) => fieldOf(row, 'Channel'))).toEqual(['one', 'two']);
  });

  it('tells a refusal in the words of Asterisk', async () => {
    const { client } = await connect((action) =>
      action['Action'] === 'Login'
        ? undefined
        : packet({ Response: 'Error', ActionID: action['ActionID'] ?? '', Message: 'No such channel' }),
    );
    await expect(client.act('Hangup', { Channel: 'x' })).rejects.toThrow(new ManagerRefusal('No such channel'));
    await expect(client.list('Status', {}, 'StatusComplete')).rejects.toThrow('No such channel');
  });

  it('lets no value begin a line of its own', async () => {
    const { client, manager } = await connect(answerAll);
    for (const value of ['x\r\nAction: Originate', 'x\nAction: Originate', 'x\r'])
      await expect(client.act('Hangup', { Channel: value })).rejects.toThrow('A line break in Channel');
    expect(manager.actions).toEqual([]);
    expect((await client.act('CoreStatus')).length).toBeGreaterThan(0);
  });
});

describe('a PBX that is not there', () => {
  it('is silent at once, and found when it comes', async () => {
    const manager = await ScriptedManager.start(answerAll);
    await manager.stop();
    const client = clientOf(manager.port);
    await expect(client.act('CoreStatus')).rejects.toMatchObject(silent);
  });

  it('that refuses the login is silent, and says so without the secret', async () => {
    const { client } = await connect((action) =>
      packet({ Response: 'Error', ActionID: action['ActionID'] ?? '', Message: 'Authentication failed' }),
    );
    await expect(client.act('CoreStatus')).rejects.toMatchObject(silent);
    expect(said[0]).toBe('The PBX refused the login: Authentication failed');
    expect(said.join()).not.toContain('a secret');
  });

  it.each([
    ['never greets', ''],
    ['speaks another language', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['greets for ever', `Asterisk Call Manager/${'9'.repeat(100)}`],
  ])('that %s is silent', async (_what, opening) => {
    const { client } = await connect(() => '', { opening, ...soon });
    await expect(client.act('CoreStatus')).rejects.toMatchObject(silent);
  });
});

describe('a PBX that fails', () => {
  it('in the middle of a command fails everything under way, and is commanded again', async () => {
    const { client, manager } = await connect((action, socket) => {
      if (action['Action'] === 'Login') return undefined;
      if (manager.actions.length === 2) {
        // Half an answer, then nothing: the line is dead.
        socket.write(`Response: Success\r\nActionID: ${action['ActionID']}\r\nSaid`);
        setImmediate(() => socket.destroy());
      }
      return undefined;
    });
    const under = [client.act('A'), client.list('B', {}, 'BComplete')];
    for (const each of await Promise.allSettled(under))
      expect(each).toMatchObject({ status: 'rejected', reason: silent });
    manager.behave(answerAll);
    await expect
      .poll(() =>
        client.act('C').then(
          (answer) => fieldOf(answer, 'Said'),
          () => '',
        ),
      )
      .toBe('C');
    expect(manager.logins).toBeGreaterThan(1);
    expect(said).toContain('The PBX cannot be commanded: disconnected');
  });

  it('that falls silent is left: others fail at once, a late answer is nobody’s', async () => {
    let late = '';
    const { client, manager } = await connect(
      (action) => {
        if (action['Action'] === 'Login') return undefined;
        late ||= success(action, { Said: 'late' });
        return undefined;
      },
      { random: () => 1, ...soon },
    );
    const first = client.act('A');
    await expect(first).rejects.toMatchObject(silent);
    // Not connected any more, and not yet again: nobody waits.
    await expect(client.act('B')).rejects.toMatchObject(silent);
    expect(manager.actions.map(({ Action }) => Action)).toEqual(['A']);
    manager.behave((action) => (action['Action'] === 'Login' ? undefined : late + success(action, { Said: 'own' })));
    await expect
      .poll(() =>
        client.act('C').then(
          (answer) => fieldOf(answer, 'Said'),
          () => '',
        ),
      )
      .toBe('own');
  });

  it('without anybody asking is found by pings', async () => {
    const { client, manager } = await connect((action) => (action['Action'] === 'Ping' ? '' : success(action)), {
      pingEveryMs: 50,
      timeoutMs: 200,
    });
    await client.act('A');
    await expect.poll(() => manager.logins).toBeGreaterThan(1);
    expect(manager.pings).toBeGreaterThan(0);
  });

  it('that writes without end is left', async () => {
    const { client, manager } = await connect((action) =>
      action['Action'] === 'Login' ? undefined : 'x'.repeat(2 * 1024 * 1024),
    );
    await expect(client.act('A')).rejects.toMatchObject(silent);
    manager.behave(answerAll);
    await expect
      .poll(() =>
        client.act('C').then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });
});

describe('stop', () => {
  it('fails what is under way and connects no more', async () => {
    const { client, manager } = await connect((action) => (action['Action'] === 'Login' ? undefined : ''), {
      timeoutMs: 60_000,
    });
    const under = client.act('A');
    await expect.poll(() => manager.actions.length).toBe(1);
    client.stop();
    await expect(under).rejects.toMatchObject(silent);
    await expect(client.act('B')).rejects.toMatchObject(silent);
    expect(manager.logins).toBe(1);
  });
});
