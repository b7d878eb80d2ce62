/** What the tab says about lists, and what it asks for before it sends a file. Pure. */
import { z } from 'zod';
import {
  type DncEntry,
  type DncImport,
  dncImportQuerySchema,
  type DncList,
  type DncRegistry,
  fileRefusalSchema,
} from '../../../../shared/contracts/dnc/dnc.contract.ts';
import type { Problem } from '../../../../shared/contracts/core/problem.ts';
import type { ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import type { Tone } from '../../../ui/StatusPill.tsx';

const dayMs = 86_400_000;
/** Data of a registry serve a solicitation this long (16 CFR 310.4(b)(3)(iv)). */
const freshDays = 31;

export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;

/** The name of a list as the desk calls it. */
export const listName = (list: DncList, region: string | null): string =>
  list === 'internal' ? 'Our list' : list === 'national' ? 'National registry' : `State list of ${region ?? ''}`;

/** A list as one value of a select: `internal`, `national`, `state:FL`. */
export const listValue = ({ list, region }: Pick<DncRegistry, 'list' | 'region'>): string =>
  region === null ? list : `${list}:${region}`;

/** The list behind a select's value. */
export function listOfValue(value: string): { list: DncList; region: string | null } {
  const [list = '', region] = value.split(':');
  if (list === 'state' && region !== undefined) return { list, region };
  return { list: list === 'national' ? list : 'internal', region: null };
}

/** How old a registry's data are, and whether a solicitation may rest on them. */
export function freshnessOf(registry: Pick<DncRegistry, 'as_of'>, nowMs: number): { words: string; tone: Tone } {
  const days = Math.max(0, Math.floor((nowMs - Date.parse(registry.as_of)) / dayMs));
  if (days > freshDays) return { words: `${days} days old, too old for solicitations`, tone: 'stop' };
  if (days > freshDays - 7) return { words: `${days} days old, renew by day ${freshDays}`, tone: 'warn' };
  return { words: days === 0 ? 'Of today' : `${count(days, 'day')} old`, tone: 'good' };
}

/** What stands of an entry. */
export function standingOf(entry: DncEntry, nowMs: number): { words: string; tone: Tone } {
  if (entry.removed_at !== null) return { words: 'Removed', tone: 'neutral' };
  if (entry.expires_at !== null && Date.parse(entry.expires_at) <= nowMs) return { words: 'Ran out', tone: 'neutral' };
  return entry.list === 'internal' ? { words: 'Barred', tone: 'stop' } : { words: 'No selling', tone: 'warn' };
}

/** What a file changed, in one sentence. */
export function importWords(file: DncImport): string {
  const total = count(file.number_count, 'number');
  if (file.list !== 'internal' && file.kind === 'full')
    return `${total}, in the place of ${count(file.removed, 'number')}`;
  const changed = [`${file.added.toLocaleString('en-US')} added`];
  if (file.removed > 0) changed.push(`${file.removed.toLocaleString('en-US')} deleted`);
  if (file.unchanged > 0) changed.push(`${file.unchanged.toLocaleString('en-US')} as before`);
  return `${changed.join(', ')}; ${total} now`;
}

/** What the import form holds, as typed. */
export type ImportForm = {
  list: DncList;
  kind: 'full' | 'change';
  region: string;
  asOf: string;
  baseAsOf: string;
  san: string;
  reason: string;
  source: string;
};
type ImportQuery = ChannelRequest<'dnc:import'>['query'];
const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** The query of a form, or what is missing by field. */
export function readImportForm(
  form: ImportForm,
): { ok: true; query: ImportQuery } | { ok: false; missing: Readonly<Record<string, string>> } {
  const isRegistry = form.list !== 'internal';
  const kind = isRegistry ? form.kind : 'full';
  const query = {
    list: form.list,
    kind,
    region: form.list === 'state' ? given(form.region.toUpperCase()) : undefined,
    as_of: isRegistry ? given(form.asOf) : undefined,
    base_as_of: kind === 'change' ? given(form.baseAsOf) : undefined,
    san: form.list === 'national' ? given(form.san) : undefined,
    reason: isRegistry ? undefined : given(form.reason),
    source: given(form.source),
  };
  const parsed = z.safeParse(dncImportQuerySchema, { ...query, file_name: 'file' });
  if (parsed.success) return { ok: true, query };
  const missing = Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
  return { ok: false, missing };
}

/** The lines that the server could not read, when that is what it said. */
export function rejectedLinesOf(problem: Problem | null) {
  const refusal = problem?.code === 'dnc/file-refused' ? fileRefusalSchema.safeParse(problem.detail) : null;
  return refusal?.success ? refusal.data : null;
}
