import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../testing/silent-logger.ts';
import { createLinks, windowsRegistration } from './links.ts';

type Setting = { platform: NodeJS.Platform; isPackaged?: boolean; programs?: Record<string, string>; had?: string[] };

/** A system on which these programs open these schemes. */
function setUp({ platform, isPackaged = true, programs = {}, had = [] }: Setting) {
  const taken: string[] = [];
  const tools: string[][] = [];
  let registered: readonly string[] = had;
  const links = createLinks({
    app: {
      isPackaged,
      getName: () => 'Deskline',
      isDefaultProtocolClient: (scheme) => programs[scheme] === 'Deskline',
      getApplicationNameForProtocol: (url) => programs[url.replace(':', '')] ?? '',
      setAsDefaultProtocolClient: (scheme) => {
        taken.push(scheme);
        programs[scheme] = 'Deskline';
        return true;
      },
    },
    platform,
    executable: 'C:\\Deskline\\Deskline.exe',
    registered: {
      read: () => registered,
      write: (schemes) => {
        registered = schemes;
      },
    },
    run: (program, words) => {
      tools.push([program, ...words]);
      if (program !== 'xdg-mime') return Promise.resolve('');
      const found = programs[(words.at(-1) ?? '').replace('x-scheme-handler/', '')];
      return Promise.resolve(found === undefined ? '' : `${found.toLowerCase()}.desktop`);
    },
    logger: silentLogger,
  });
  return { links, taken, tools, registered: () => registered };
}
const statesOf = async ({ links }: ReturnType<typeof setUp>) => (await links.owners()).map(({ state }) => state);

describe.each(['linux', 'win32', 'darwin'] as const)('links on %s', (platform) => {
  it('are taken at the first start, and are ours then', async () => {
    const system = setUp({ platform });
    expect(await statesOf(system)).toEqual(['nobody', 'nobody', 'nobody']);
    await system.links.register();
    expect(system.taken).toEqual(['tel', 'sip', 'callto']);
    expect(await statesOf(system)).toEqual(['ours', 'ours', 'ours']);
    expect(system.registered()).toEqual(['tel', 'sip', 'callto']);
  });
  it('that another program took afterwards are told and left alone', async () => {
    const programs = { tel: 'Zoiper', sip: 'Deskline', callto: 'Deskline' };
    const system = setUp({ platform, programs, had: ['tel', 'sip', 'callto'] });
    await system.links.register();
    expect(system.taken).toEqual([]);
    const [tel] = await system.links.owners();
    expect(tel).toMatchObject({ scheme: 'tel', state: 'other' });
    expect(tel?.program).toMatch(/^zoiper$/i);
    expect(tel?.notice).toMatch(/^tel: links open in zoiper\. Choose Deskline in .+/i);
  });
  it('of a program that is only tried out change nothing on the system', async () => {
    const system = setUp({ platform, isPackaged: false });
    await system.links.register();
    expect(system.taken).toEqual([]);
    expect(system.tools.filter(([program]) => program === 'reg.exe')).toEqual([]);
  });
});

it('on macOS another copy of the same name is not taken for this one', async () => {
  const system = setUp({ platform: 'darwin', programs: { tel: 'Deskline' } });
  const other = createLinks({
    platform: 'darwin',
    executable: '',
    run: () => Promise.resolve(''),
    logger: silentLogger,
    registered: {
      read: () => [],
      write: () => {},
    },
    app: {
      isPackaged: true,
      getName: () => 'Deskline',
      isDefaultProtocolClient: () => false,
      getApplicationNameForProtocol: () => 'Deskline',
      setAsDefaultProtocolClient: () => true,
    },
  });
  expect((await system.links.owners())[0]?.state).toBe('ours');
  expect((await other.owners())[0]).toMatchObject({ state: 'other', notice: expect.stringContaining('another copy') });
});

it('whose owner the system does not tell are unknown', async () => {
  const links = createLinks({
    platform: 'linux',
    executable: '',
    run: () => Promise.resolve(null),
    logger: silentLogger,
    registered: {
      read: () => [],
      write: () => {},
    },
    app: {
      isPackaged: true,
      getName: () => 'Deskline',
      isDefaultProtocolClient: () => false,
      getApplicationNameForProtocol: () => '',
      setAsDefaultProtocolClient: () => true,
    },
  });
  expect(await links.owners()).toMatchObject([{ state: 'unknown', notice: null }, {}, {}]);
});

it('on Windows Deskline stands in the list people choose from', () => {
  const registration = windowsRegistration('C:\\Program Files\\Deskline\\Deskline.exe');
  expect(registration).toContainEqual([
    'add',
    'HKCU\\Software\\Classes\\Deskline.Link\\shell\\open\\command',
    '/ve',
    '/t',
    'REG_SZ',
    '/d',
    '"C:\\Program Files\\Deskline\\Deskline.exe" "%1"',
    '/f',
  ]);
  expect(registration).toContainEqual([
    'add',
    'HKCU\\Software\\RegisteredApplications',
    '/v',
    'Deskline',
    '/t',
    'REG_SZ',
    '/d',
    'Software\\Deskline\\Capabilities',
    '/f',
  ]);
  expect(registration.filter(([, key]) => key?.endsWith('UrlAssociations')).map((words) => words[3])).toEqual([
    'tel',
    'sip',
    'callto',
  ]);
});
