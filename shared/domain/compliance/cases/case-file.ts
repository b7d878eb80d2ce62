/**
 * Case files: facts, a moment and what counsel expects, in JSON (docs/compliance-cases.md). Whoever keeps one must be told
 * exactly where it is wrong, so every issue names line, column and field; a file with an issue is not evaluated at all.
 */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { z } from 'zod';
import { actionKinds, type AnyFacts, factsSchemas } from '../facts/any-facts.ts';
import { factsFromJson, isJsonName, isMomentName, jsonName, readMoment } from '../facts/facts-json.ts';
import { isTimeZone } from '../local-time.ts';
import { packModes, verdictOrder } from '../rule.ts';

const notAMoment =
  'Not a moment: write 2026-04-07T20:00:00-04:00 or 2026-04-07T20:00[America/New_York]; an hour that the clocks skip or show twice, with its offset';
const momentText = z.string().transform((text, context) => {
  const atMs = readMoment(text);
  if (atMs !== null) return atMs;
  context.addIssue({ code: 'custom', message: notAMoment });
  return z.NEVER;
});

const expectSchema = z.strictObject({
  verdict: z.enum(verdictOrder).optional(),
  /** Null: there is none. */
  next_lawful_at: momentText.nullable().optional(),
  /** Verdict of single rules, by rule id. */
  findings: z.record(z.string(), z.enum(verdictOrder)).optional(),
  /** Codes of obligations that must be among those of the decision. */
  obligations: z.array(z.string()).optional(),
});

export const caseSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().default(''),
  /** When the action is to be taken. */
  at: momentText,
  facts: z.record(z.string(), z.unknown()).meta({ id: 'facts' }),
  /** Packs in another mode than their own, by pack id. */
  modes: z.record(z.string(), z.enum(packModes)).default({}),
  expect: expectSchema.default({}),
});

export const caseFileSchema = z.strictObject({
  description: z.string().default(''),
  cases: z.array(caseSchema).min(1),
});

export type ComplianceCase = Omit<z.output<typeof caseSchema>, 'facts'> & { facts: AnyFacts };
/** `field` as a path: `cases[3].facts.action.channel`. Lines and columns begin at 1. */
export type CaseFileIssue = { line: number; column: number; field: string; message: string };
export type CaseFile = { ok: true; cases: ComplianceCase[] } | { ok: false; issues: CaseFileIssue[] };

type Path = (string | number)[];
const fieldText = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The nearest thing to a path that is really in the file. */
function offsetOf(root: Node, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    const isNamed = node?.parent?.type === 'property' && length === path.length;
    if (node) return isNamed && node.parent ? node.parent.offset : node.offset;
  }
  return 0;
}

const stepsOf = (path: readonly PropertyKey[], nameOf: (step: string) => string): Path =>
  path.map((step) => (typeof step === 'number' ? step : nameOf(String(step))));

/** Issues of a schema as issues of the file; `nameOf` turns field names into those of the file. */
function issuesOf(
  issues: readonly z.core.$ZodIssue[],
  text: string,
  root: Node,
  before: Path,
  nameOf: (field: string) => string,
): CaseFileIssue[] {
  return issues.flatMap((issue) => {
    // A union says what each of its members missed: the one that came furthest is the one that was meant.
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const nearest = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0] ?? [];
      return issuesOf(nearest, text, root, [...before, ...stepsOf(issue.path, nameOf)], nameOf);
    }
    const path = [...before, ...stepsOf(issue.path, nameOf)];
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, nameOf(key)]) : [path];
    return unknown.map((at) => ({
      ...placeOf(text, offsetOf(root, at)),
      field: fieldText(at),
      message: messageOf(issue, at.at(-1)),
    }));
  });
}
function messageOf(issue: z.core.$ZodIssue, name: string | number | undefined): string {
  if (issue.code === 'unrecognized_keys') return 'No such field';
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  if (isMissing) return 'This field is missing';
  return typeof name === 'string' && isMomentName(name) ? notAMoment : issue.message;
}
const depthOf = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

const same = (name: string): string => name;

const namedKindSchema = z.object({ action: z.object({ kind: z.unknown() }) });
const kindSchema = z.object({ action: z.object({ kind: z.enum(actionKinds) }) });

/** Facts by the kind of their action; an action that names none is a contact. */
function readFacts(facts: unknown): { facts: AnyFacts } | { issues: readonly z.core.$ZodIssue[] } {
  const named = namedKindSchema.safeParse(facts).data?.action.kind ?? 'contact';
  const kind = actionKinds.find((each) => each === named);
  if (kind === undefined) return { issues: kindSchema.safeParse(facts).error?.issues ?? [] };
  const read = factsSchemas[kind].safeParse(facts);
  return read.success ? { facts: read.data } : { issues: read.error.issues };
}

/** Reads a case file; never throws. */
export function readCaseFile(text: string): CaseFile {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: false, allowTrailingComma: true });
  const [first] = errors;
  if (first || !root) {
    const fault = first ? printParseErrorCode(first.error) : 'the file is empty';
    const message = `Not JSON: ${text.startsWith('\uFEFF') ? 'it begins with a byte order mark; save it as UTF-8 without one' : fault}`;
    return { ok: false, issues: [{ ...placeOf(text, first?.offset ?? 0), field: '', message }] };
  }
  const twice = twiceIn(root, [], text);
  if (twice.length > 0) return { ok: false, issues: twice };
  const file = caseFileSchema.safeParse(valueOf(root));
  if (!file.success) return { ok: false, issues: issuesOf(file.error.issues, text, root, [], same) };
  const issues: CaseFileIssue[] = [];
  const cases: ComplianceCase[] = [];
  const seen = new Map<string, number>();
  for (const [index, each] of file.data.cases.entries()) {
    const before = ['cases', index, 'facts'];
    const twin = seen.get(each.id);
    if (twin !== undefined) {
      const path = ['cases', index, 'id'];
      const message = `This id stands for cases[${twin}] already`;
      issues.push({ ...placeOf(text, offsetOf(root, path)), field: fieldText(path), message });
    }
    seen.set(each.id, index);
    const slips = slipsIn(findNodeAtLocation(root, before), before, text);
    if (slips.length > 0) {
      issues.push(...slips);
      continue;
    }
    const facts = readFacts(factsFromJson(z.json().parse(each.facts)));
    if ('facts' in facts) cases.push({ ...each, facts: facts.facts });
    else issues.push(...issuesOf(facts.issues, text, root, before, jsonName));
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, cases };
}

/** Names that an object gives twice: one of the two values would be lost without a word. */
function twiceIn(node: Node, path: Path, text: string): CaseFileIssue[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.flatMap((child, index) => twiceIn(child, [...path, index], text));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return children.flatMap(({ children: [name, value] = [], offset }) => {
    if (!name || !value) return [];
    const key = String(name.value);
    const at = [...path, key];
    const twice = seen.has(key)
      ? [{ ...placeOf(text, offset), field: fieldText(at), message: 'This field is given twice' }]
      : [];
    seen.add(key);
    return [...twice, ...twiceIn(value, at, text)];
  });
}

const notAZone = 'Not a time zone: write America/New_York';
const isZoneName = (step: string | number | undefined): boolean => step === 'zone' || step === 'zones';

/**
 * Names of the program's own, zones that are none, and moments that are numbers: nobody could say whether of seconds or of
 * milliseconds.
 */
function slipsIn(node: Node | undefined, path: Path, text: string): CaseFileIssue[] {
  const children = node?.children ?? [];
  if (node?.type === 'array') return children.flatMap((child, index) => slipsIn(child, [...path, index], text));
  if (node?.type === 'string' && isZoneName(path.findLast((step) => typeof step === 'string'))) {
    const issue = { ...placeOf(text, node.offset), field: fieldText(path), message: notAZone };
    return isTimeZone(String(node.value)) ? [] : [issue];
  }
  if (node?.type === 'number' && !Number.isFinite(node.value)) {
    return [{ ...placeOf(text, node.offset), field: fieldText(path), message: 'A number too big to be kept' }];
  }
  if (node?.type !== 'object') return [];
  return children.flatMap(({ children: [name, value] = [], offset }) => {
    if (!name || !value) return [];
    const key = String(name.value);
    const at = [...path, key];
    const issue = (message: string) => [{ ...placeOf(text, offset), field: fieldText(at), message }];
    if (!isJsonName(key) || key === '__proto__') return issue('No such field');
    if (isMomentName(key) && value.type === 'number') return issue(notAMoment);
    return slipsIn(value, at, text);
  });
}

function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map((child) => valueOf(child));
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children = [] }): [string, unknown][] => {
      const [name, value] = children;
      return name && value ? [[String(name.value), valueOf(value)]] : [];
    }),
  );
}
