import { describe, expect, it } from 'vitest';
import { type CaseFile, readCaseFile } from './case-file.ts';
import { evaluateCase } from './evaluate-cases.ts';
import { jsonSchemaOfFacts } from './facts-schema.ts';

const goodCase = {
  id: 'hours',
  at: '2026-11-23T07:59:59[America/New_York]',
  facts: {
    action: { phone_number: '+12125550100', debt_ids: ['d1'] },
    location: { phones: [{ phone_number: '+12125550100' }] },
    debts: [{ id: 'd1', ceased_at: null }],
    history: { attempts: [{ placed_at: '2026-11-20T12:00:00-05:00', debt_ids: ['d1'] }] },
  },
  expect: {
    verdict: 'defer',
    next_lawful_at: '2026-11-23T08:00:00-05:00',
    findings: { 'F-1': 'allow', 'F-4': 'defer' },
  },
};
const fileOf = (...cases: unknown[]): string => JSON.stringify({ cases }, null, 1);
/** The good case with something else written about its debt. */
const written = (field: string): string => fileOf(goodCase).replace('"ceased_at": null', field);
const issuesOf = (file: CaseFile): string[] =>
  file.ok ? [] : file.issues.map(({ line, field, message }) => `${line} ${field}: ${message}`);

describe('a case file', () => {
  it('is read, evaluated at its own moment, and says nothing when the answer is as expected', () => {
    const file = readCaseFile(fileOf(goodCase));
    if (!file.ok) throw new Error(issuesOf(file).join());
    const [first] = file.cases;
    if (!first) throw new Error('No case');
    expect(evaluateCase(first)).toMatchObject({ mismatches: [], decision: { verdict: 'defer', counted_attempts: 1 } });
  });

  it('says each thing that is not as expected', () => {
    const expectation = {
      verdict: 'allow',
      next_lawful_at: null,
      findings: { 'F-4': 'allow', 'F-99': 'allow' },
      obligations: ['mini-miranda.initial', 'no.such'],
    };
    const file = readCaseFile(fileOf({ ...goodCase, modes: { 'us-atlantis': 'shadow' }, expect: expectation }));
    if (!file.ok || !file.cases[0]) throw new Error(issuesOf(file).join());
    expect(evaluateCase(file.cases[0]).mismatches).toEqual([
      'modes: there is no pack us-atlantis',
      'verdict: expected allow, got defer',
      'next_lawful_at: expected none, got 2026-11-23T13:00:00.000Z',
      'findings.F-4: expected allow, got defer',
      'findings.F-99: expected allow, got no such rule in force',
      'obligations: no.such is missing',
    ]);
  });

  it('may hold comments and trailing commas, as people write them', () => {
    const file = readCaseFile(`// counsel's own\n${fileOf(goodCase).replace('"cases"', '/* all */ "cases"')}`);
    expect(issuesOf(file)).toEqual([]);
  });

  it.each([
    ['', '1 : Not JSON: ValueExpected'],
    ['{ "cases": [', '1 : Not JSON: CloseBracketExpected'],
    ['\uFEFF{}', '1 : Not JSON: it begins with a byte order mark; save it as UTF-8 without one'],
    ['[]', '1 : Invalid input: expected object, received array'],
    ['{\n "cases": []\n}', '2 cases: Too small: expected array to have >=1 items'],
    ['{\n "case": [],\n "cases": [{}] }', '3 cases[0].id: This field is missing'],
  ])('%j is refused: %s', (text, issue) => {
    expect(issuesOf(readCaseFile(text))).toContain(issue);
  });

  it('names line and field of everything that is wrong, and evaluates nothing', () => {
    const wrong = {
      ...goodCase,
      id: 'wrong',
      facts: {
        action: { channel: 'fax', phone_number: 7 },
        history: {
          attempts: [{ placed_at: 'tomorrow' }, { placed: '2026-11-20T12:00:00Z' }],
          // Counted as a call where it is an attempt, and nowhere else.
          messages: [{ channel: 'voicemail', sent_at: '2026-11-20T12:00:00Z' }],
        },
        debts: [{ reference: 'D1' }],
        weather: 'fine',
      },
    };
    const text = fileOf(goodCase, wrong);
    const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
    const issues = issuesOf(readCaseFile(text));
    expect(issues).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`${lineOf('"fax"')} cases[1].facts.action.channel: Invalid option`),
        expect.stringContaining(`${lineOf('"phone_number": 7')} cases[1].facts.action.phone_number: Invalid input`),
        expect.stringContaining(`${lineOf('"tomorrow"')} cases[1].facts.history.attempts[0].placed_at: Not a moment`),
        `${lineOf('"placed":')} cases[1].facts.history.attempts[1].placed: No such field`,
        expect.stringContaining('cases[1].facts.history.attempts[1].placed_at: This field is missing'),
        expect.stringContaining('cases[1].facts.history.messages[0].channel: Invalid option'),
        expect.stringContaining('cases[1].facts.debts[0].id: This field is missing'),
        `${lineOf('"weather"')} cases[1].facts.weather: No such field`,
      ]),
    );
    expect(issues.every((issue) => issue.includes('cases[1]'))).toBe(true);
  });

  it('may not use an id twice, nor a name', () => {
    expect(issuesOf(readCaseFile(fileOf(goodCase, goodCase)))).toEqual([
      expect.stringContaining('cases[1].id: This id stands for cases[0] already'),
    ]);
    expect(issuesOf(readCaseFile('{ "cases": [\n{ "id": "a",\n"id": "b" }] }'))).toEqual([
      '3 cases[0].id: This field is given twice',
    ]);
  });

  it.each(['2026-11-23T07:59:59', '2026-11-23', '07:59', '2026-13-40T00:00:00Z'])(
    '%s is no moment: it has no zone, or is no time',
    (at) => {
      expect(issuesOf(readCaseFile(fileOf({ ...goodCase, at })))).toEqual([
        expect.stringContaining('cases[0].at: Not a moment'),
      ]);
    },
  );

  it('takes no moment that could be another', () => {
    const talk = (conversation: object) => ({
      ...goodCase,
      facts: { ...goodCase.facts, history: { conversations: [conversation] } },
    });
    const field = 'cases[0].facts.history.conversations[0]';
    expect(issuesOf(readCaseFile(fileOf(talk({ at: '2026-11-20T12:00:00-05:00' }))))).toEqual([]);
    // Seconds, or milliseconds?
    for (const [name, message] of [
      ['at', 'Not a moment'],
      ['at_ms', 'No such field'],
      ['atMs', 'No such field'],
    ] as const) {
      expect(issuesOf(readCaseFile(fileOf(talk({ [name]: 1_795_453_200 }))))).toEqual([
        expect.stringContaining(`${field}.${name}: ${message}`),
      ]);
    }
    // The clocks skip the one and show the other twice.
    for (const at of ['2027-03-14T02:30[America/New_York]', '2026-11-01T01:30[America/New_York]']) {
      expect(issuesOf(readCaseFile(fileOf({ ...goodCase, at })))).toEqual([
        expect.stringContaining('cases[0].at: Not a moment'),
      ]);
    }
    const second = { ...goodCase, at: '2026-11-01T01:30:00-05:00[America/New_York]', expect: {} };
    expect(readCaseFile(fileOf(second))).toMatchObject({ cases: [{ at: Date.parse('2026-11-01T06:30:00Z') }] });
  });

  it('names a number that is none, and a name that no object keeps', () => {
    const field = 'cases[0].facts.debts[0]';
    expect(issuesOf(readCaseFile(written('"balance_cents": 1e400')))).toEqual([
      expect.stringContaining(`${field}.balance_cents: A number too big`),
    ]);
    expect(issuesOf(readCaseFile(written('"__proto__": { "is_closed": true }')))).toEqual([
      expect.stringContaining(`${field}.__proto__: No such field`),
    ]);
  });

  it('names a zone that is none', () => {
    const stated = { label: 'Gotham', zones: ['America/Gotham'], stated_at: '2026-11-23T07:00:00-05:00' };
    const contact = { ...goodCase, facts: { ...goodCase.facts, location: { stated } } };
    const purge = { ...goodCase, facts: { action: { kind: 'retention' }, record: null, zone: 'America/Gotham' } };
    expect(issuesOf(readCaseFile(fileOf(contact)))).toEqual([
      expect.stringContaining('cases[0].facts.location.stated.zones[0]: Not a time zone'),
    ]);
    expect(issuesOf(readCaseFile(fileOf(purge)))).toEqual([
      expect.stringContaining('cases[0].facts.zone: Not a time zone'),
    ]);
  });

  it('has a schema in the names of the file', () => {
    expect(JSON.stringify(jsonSchemaOfFacts())).not.toMatch(/"at_ms"/);
    expect(JSON.stringify(jsonSchemaOfFacts())).toMatch(/"placed_at":\{"type":"string"/);
    expect(JSON.stringify(jsonSchemaOfFacts())).not.toMatch(/AtMs|SinceMs/);
  });

  it('may be about the purge of a record: the kind of the action says which facts there are', () => {
    const purge = {
      id: 'purge',
      at: '2029-11-22T12:00[America/New_York]',
      facts: {
        action: { kind: 'retention' },
        record: { kind: 'recording', made_on: '2026-11-22' },
        zone: 'America/New_York',
        holds: [{ placed_at: '2027-01-01T00:00:00Z', lifted_at: '2028-01-01T00:00:00Z' }],
      },
      expect: { verdict: 'defer', next_lawful_at: '2029-11-23T00:00:00-05:00', findings: { 'F-18': 'defer' } },
    };
    const file = readCaseFile(fileOf(goodCase, purge));
    if (!file.ok) throw new Error(issuesOf(file).join());
    const [contact, record] = file.cases.map((each) => evaluateCase(each));
    expect([contact?.mismatches, record?.mismatches]).toEqual([[], []]);
    expect(contact?.decision).toHaveProperty('counted_attempts', 1);
    expect(record?.decision).not.toHaveProperty('counted_attempts');
    expect(record?.decision.findings.map(({ rule_id: id }) => id)).toEqual(['F-18']);
  });

  it('names line and field of what does not belong to its kind of action, and a kind that is none', () => {
    const facts = { action: { kind: 'retention' }, location: {}, record: { kind: 'tape' } };
    expect(issuesOf(readCaseFile(fileOf({ ...goodCase, facts })))).toEqual([
      expect.stringMatching(/^\d+ cases\[0\]\.facts\.record\.kind: Invalid option/),
      expect.stringMatching(/^\d+ cases\[0\]\.facts\.location: No such field$/),
    ]);
    const unknown = { ...goodCase.facts, action: { kind: 'purchase' } };
    expect(issuesOf(readCaseFile(fileOf({ ...goodCase, facts: unknown })))).toEqual([
      expect.stringMatching(/^\d+ cases\[0\]\.facts\.action\.kind: Invalid option: .*"contact".*"retention"/),
    ]);
    expect(issuesOf(readCaseFile(fileOf({ ...goodCase, facts: {} })))).toEqual([
      expect.stringContaining('cases[0].facts.action: This field is missing'),
    ]);
  });

  it('may be about a payment', () => {
    const payment = {
      id: 'plan by voice',
      at: '2026-11-24T12:00[America/New_York]',
      facts: {
        action: { kind: 'payment', step: 'submit', method: 'ach', amount_cents: 5000, debit_on: '2026-11-24' },
        ach: { authorized_at: '2026-11-24T11:59:00-05:00' },
        schedule: { debit_count: 3, authorized_by: 'voice' },
        debts: [{ id: 'd1', balance_cents: 15000 }],
      },
      expect: { verdict: 'block', findings: { 'P-2': 'block', 'P-3': 'block', 'P-6': 'allow' } },
    };
    const file = readCaseFile(fileOf(payment));
    if (!file.ok || !file.cases[0]) throw new Error(issuesOf(file).join());
    const { mismatches, decision } = evaluateCase(file.cases[0]);
    expect(mismatches).toEqual([]);
    expect(decision).not.toHaveProperty('zones');
    expect(decision.pack_version).toContain('us-payments@');
    expect(decision.findings.some(({ rule_id: id }) => id === 'F-1' || id === 'F-18')).toBe(false);
  });
});
