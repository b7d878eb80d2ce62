/**
 * Whom one may call or transfer to inside the PBX. From the server, or as it was last while the server is away: colleagues can
 * be called then too, for the PBX needs no permit inside.
 */
import { type Directory, directorySchema } from '../../../shared/contracts/telephony/telephony.contract.ts';
import { ProblemError } from '../../../shared/contracts/core/problem.ts';
import { failed } from '../../../shared/contracts/core/result.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { InternalTarget } from '../../../shared/ipc/ipc-map.ts';
import type { CacheStore } from '../../data/cache-store.ts';
import type { Logger } from '../../os/logger.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { isAway } from '../../sync/is-away.ts';
import { valueOf } from '../../sync/value-of.ts';
import type { PhoneService } from '../phone/index.ts';

/** Where a target is: its address on the PBX and what people call it. */
export type InternalAddress = {
  sipTarget: string;
  user: string;
  name: string;
  kind: 'colleague' | 'service';
};

export type DirectoryService = {
  get: () => Promise<Directory>;
  /** @throws ProblemError `phone/not-registered`, `phone/not-offered`, `request/not-found` */
  addressOf: (target: InternalTarget) => Promise<InternalAddress>;
  /** Address of a user part of the PBX. @throws ProblemError `phone/not-registered` before the first token. */
  sipTargetOf: (user: string) => string;
  /** The one colleague or queue with this name, id or address. @throws ProblemError `request/not-found` */
  find: (words: string) => Promise<InternalTarget>;
  setQueue: (queueId: string, isSignedIn: boolean) => Promise<void>;
  /** At sign-out. */
  forget: () => void;
};

type DirectoryDependencies = {
  api: ApiClient;
  cache: Pick<CacheStore, 'read' | 'write'>;
  phone: Pick<PhoneService, 'pbx'>;
  requireUserId: () => string;
  clock: Clock;
  logger: Logger;
};

/** A target chosen from a list shown a moment ago is not asked for again. */
const freshForMs = 60_000;

export function createDirectoryService(dependencies: DirectoryDependencies): DirectoryService {
  const { api, cache, phone, requireUserId, clock, logger } = dependencies;
  let last: { directory: Directory; atMs: number } | null = null;

  function cached(userId: string): Directory | null {
    const parsed = directorySchema.safeParse(cache.read(userId, 'directory')?.value);
    return parsed.success ? parsed.data : null;
  }
  async function get(): Promise<Directory> {
    const userId = requireUserId();
    const result = await api.call('getDirectory', {});
    if (result.ok) {
      last = { directory: result.value, atMs: clock.now() };
      try {
        cache.write(userId, 'directory', result.value);
      } catch (error) {
        logger.warn('cache.write-failed', {}, error);
      }
      return result.value;
    }
    const kept = isAway(result.problem) ? (last?.directory ?? cached(userId)) : null;
    return kept ?? valueOf(failed(result.problem));
  }
  const recent = async (): Promise<Directory> =>
    last !== null && clock.now() - last.atMs < freshForMs ? last.directory : await get();

  function pbx() {
    const known = phone.pbx();
    if (known === null) throw new ProblemError('phone/not-registered');
    return known;
  }
  const sipTargetOf = (user: string): string => `sip:${user}@${pbx().domain}`;
  function service(user: string | null, name: string): InternalAddress {
    if (user === null) throw new ProblemError('phone/not-offered');
    return { sipTarget: sipTargetOf(user), user, name, kind: 'service' };
  }

  return {
    get,
    sipTargetOf,
    addressOf: async (target) => {
      const { services } = pbx();
      if (target.kind === 'voicemail') return service(services.voicemail, 'Voicemail');
      if (target.kind === 'echo') return service(services.echo, 'Echo test');
      const { colleagues, queues } = await recent();
      if (target.kind === 'queue') {
        const queue = queues.find(({ id }) => id === target.queueId);
        if (queue === undefined) throw new ProblemError('request/not-found');
        return service(queue.sip_user, queue.label);
      }
      const colleague = colleagues.find(({ id }) => id === target.userId);
      if (colleague === undefined) throw new ProblemError('request/not-found');
      const { sip_user: user, full_name: name } = colleague;
      return { sipTarget: sipTargetOf(user), user, name, kind: 'colleague' };
    },
    find: async (words) => {
      const wanted = words.trim().toLocaleLowerCase('en-US');
      const { colleagues, queues } = await recent();
      const candidates = [
        ...colleagues.map(({ id, full_name: name, sip_user: user }) => ({
          names: [id, name, user],
          target: { kind: 'colleague' as const, userId: id },
        })),
        ...queues.map(({ id, label, sip_user: user }) => ({
          names: [id, label, user],
          target: { kind: 'queue' as const, queueId: id },
        })),
      ];
      const matching = (isMatch: (name: string) => boolean): typeof candidates =>
        candidates.filter(({ names }) => names.some((name) => isMatch(name.toLocaleLowerCase('en-US'))));
      const exact = matching((name) => name === wanted);
      const found = exact.length > 0 ? exact : matching((name) => name.startsWith(wanted));
      const [only] = found;
      if (only === undefined) {
        throw new ProblemError('request/not-found', {
          message: `There is no colleague and no queue called "${words}".`,
        });
      }
      if (found.length > 1) {
        throw new ProblemError('request/not-found', {
          message: `More than one is called "${words}"; write more of the name.`,
        });
      }
      return only.target;
    },
    setQueue: async (queueId, isSignedIn) => {
      const body = { is_signed_in: isSignedIn };
      const queue = valueOf(await api.call('setQueueMembership', { params: { id: queueId }, body }));
      if (last === null) return;
      const { colleagues, queues } = last.directory;
      const directory = { colleagues, queues: queues.map((each) => (each.id === queue.id ? queue : each)) };
      last = { ...last, directory };
    },
    forget: () => {
      last = null;
    },
  };
}
