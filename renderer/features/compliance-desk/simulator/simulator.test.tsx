import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createProblem } from '../../../../shared/contracts/core/problem.ts';
import { failed } from '../../../../shared/contracts/core/result.ts';
import { readCaseFile } from '../../../../shared/domain/compliance/cases/case-file.ts';
import { type CaseResult, evaluateCase } from '../../../../shared/domain/compliance/cases/evaluate-cases.ts';
import { App } from '../../../app/App.tsx';
import { renderWindow } from '../../../testing/render.tsx';
import { verdictNames } from './simulator.model.ts';

const open = () => {
  window.location.hash = '/compliance/simulator';
  return renderWindow(<App home="supervisor" />, { role: 'compliance' });
};
type User = ReturnType<typeof open>['user'];

const editor = async (): Promise<HTMLTextAreaElement> => {
  const field = await screen.findByRole('textbox', { name: 'Case file' });
  if (!(field instanceof HTMLTextAreaElement)) throw new TypeError('The case file is no text area');
  return field;
};
const textNow = async (): Promise<string> => (await editor()).value;
const write = async (text: string): Promise<void> => {
  fireEvent.change(await editor(), { target: { value: text } });
};
const allAsked = async (): Promise<void> => {
  await waitFor(() => expect(document.querySelector('.is-together .tl-bar')).not.toBeNull());
};
const begin = async (user: User, title: string): Promise<void> => {
  await user.click(await screen.findByRole('combobox', { name: 'Begin with a situation' }));
  await user.click(await screen.findByRole('option', { name: title, hidden: true }));
  await allAsked();
};
/** What the command line answers to the very text that is in the editor. */
const answerTo = (text: string): CaseResult => {
  const file = readCaseFile(text);
  if (!file.ok || !file.cases[0]) throw new Error('The text is no case file');
  return evaluateCase(file.cases[0]);
};
const slider = () => screen.getByRole('slider', { name: 'Moment looked at' });
const sentence = () => within(screen.getByRole('region', { name: 'Verdict' })).getByRole('status').textContent;

beforeEach(() => vi.setSystemTime(new Date('2026-11-23T19:14:20.000Z')));

describe('the simulator', () => {
  it.each([
    [
      'Massachusetts, two calls in seven days',
      'This call may not be placed now. The next lawful moment is Thu, Nov 26',
    ],
    ['A written request to cease communication', 'This call must not be placed.'],
    ['Opening the card form during a recorded call', 'This step of the payment may be taken.'],
    ['Nothing says where the consumer is', 'This email must not be sent.'],
  ])(
    '%s: shows what the command line answers to the same text',
    async (title, words) => {
      const { user } = open();
      await begin(user, title);
      const { decision } = answerTo(await textNow());
      expect(sentence()).toContain(words);
      const list = screen.getByRole('group', { name: 'Findings at this moment' });
      const shown = [...list.querySelectorAll('.sim-finding')].map((card) => card.textContent);
      const said = decision.findings.filter(({ verdict }) => verdict !== 'allow');
      expect(shown).toHaveLength(said.length);
      for (const finding of said) {
        const card = shown.find((each) => each.startsWith(`${finding.rule_id} ${finding.title}`));
        expect(card).toContain(verdictNames[finding.verdict]);
        expect(card).toContain(finding.reason);
        expect(card).toContain(finding.citation);
        expect(card).toContain(finding.is_policy ? 'Policy, not law' : 'Law');
        expect(card?.includes('Shadow: no say')).toBe(finding.mode === 'shadow');
      }
      expect(list.textContent).toContain(`${decision.findings.length - said.length} rules have nothing against it`);
    },
    30_000,
  );

  it('says nothing of all rules together before all are asked', async () => {
    const { user } = open();
    await allAsked();
    const seen: { isAsking: boolean; isTold: boolean }[] = [];
    const watch = new MutationObserver(() =>
      seen.push({
        isAsking: document.querySelector('.tl-asking') !== null,
        isTold:
          document.querySelector('.is-together .tl-bar') !== null ||
          document.body.textContent.includes('the way is open'),
      }),
    );
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    await begin(user, 'Nothing says where the consumer is');
    watch.disconnect();
    expect(seen.some(({ isAsking }) => isAsking)).toBe(true);
    expect(seen.filter(({ isAsking, isTold }) => isAsking && isTold)).toEqual([]);
  }, 30_000);

  it('names line and field of what is wrong, and goes on showing the last case', async () => {
    const { user } = open();
    await allAsked();
    const before = sentence();
    await write((await textNow()).replace('"voice"', '"fax"'));
    const alert = await screen.findByRole('alert');
    const line = (await textNow()).split('\n').findIndex((each) => each.includes('"fax"')) + 1;
    expect(alert.textContent).toContain(`Line ${line} cases[0].facts.action.channel: Invalid option`);
    expect(sentence()).toBe(before);
    expect(screen.getByText(/Of the last case that could be read/)).toBeTruthy();
    expect(screen.getByRole('combobox', { name: 'Channel' })).toHaveProperty('disabled', true);
    await user.click(within(alert).getByRole('button', { name: /^Line/ }));
    const field = await editor();
    expect(document.activeElement).toBe(field);
    expect(field.value.slice(field.selectionStart)).toMatch(/^"channel"/);
  });

  it('takes facts alone, and writes what is set beside them into the text', async () => {
    const { user } = open();
    await allAsked();
    await write('{ "action": { "phone_number": "+14045550142" }, /* ours */ "debts": [{ "id": "d1" }] }');
    await waitFor(async () => expect(await textNow()).toContain('"id": "pasted"'));
    expect(await textNow()).toContain('/* ours */');
    fireEvent.change(screen.getByLabelText('Time'), { target: { value: '21:30' } });
    await waitFor(async () => expect(await textNow()).toMatch(/"at": "2026-11-\d\dT21:30\[America\/New_York\]"/));
    await user.click(screen.getByRole('combobox', { name: 'Channel' }));
    await user.click(await screen.findByRole('option', { name: 'Letter', hidden: true }));
    expect(await textNow()).toContain('"channel": "letter"');
    expect(answerTo(await textNow()).decision.findings.find(({ rule_id: id }) => id === 'F-4')?.verdict).toBe('allow');
  });

  it('is looked at by keys: a quarter of an hour, a day, the next change, and asked at that moment', async () => {
    const { user } = open();
    await allAsked();
    expect(slider().getAttribute('aria-valuetext')).toBe('Mon, Nov 23, 10:00 AM EST: With obligations');
    slider().focus();
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(slider().getAttribute('aria-valuetext')).toContain('Nov 23, 10:15 AM');
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    expect(slider().getAttribute('aria-valuetext')).toContain('Nov 24, 10:15 AM');
    await user.keyboard('{PageDown}');
    expect(slider().getAttribute('aria-valuetext')).toBe('Tue, Nov 24, 9:00 PM EST: Not now');
    expect(screen.getByText(/It is 21:00 in New York time/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Ask at this moment' }));
    expect(await textNow()).toContain('"at": "2026-11-24T21:00[America/New_York]"');
    expect(slider().getAttribute('aria-valuenow')).toBe('0');
    expect(sentence()).toContain('The next lawful moment is Wed, Nov 25, 8:00 AM EST');
  });

  it('puts a pack in shadow in the case itself, and shows its findings all the same', async () => {
    const { user } = open();
    await begin(user, 'Massachusetts, two calls in seven days');
    await user.click(screen.getByRole('button', { name: 'Packs as we run them' }));
    const mode = await screen.findByRole('radiogroup', { name: /Mode of Massachusetts/ });
    await user.click(within(mode).getByRole('radio', { name: 'Shadow' }));
    await waitFor(async () => expect(await textNow()).toContain('"us-ma": "shadow"'));
    expect(sentence()).toContain('This call may be placed');
    expect(screen.getAllByText('Shadow: no say').length).toBeGreaterThan(0);
    expect(screen.getByRole('button', { name: '1 not as we run it' })).toBeTruthy();
  });

  it('says of each case of a file whether it is as expected', async () => {
    const { user } = open();
    await allAsked();
    const file: unknown = JSON.parse(await textNow());
    const [first] = (file as { cases: Record<string, unknown>[] }).cases;
    const second = { ...first, id: 'second', expect: { verdict: 'block' } };
    await write(JSON.stringify({ cases: [first, second] }));
    await user.click(await screen.findByRole('combobox', { name: '2 cases in this file, 1 not as expected' }));
    await user.click(await screen.findByRole('option', { name: /≠ second/, hidden: true }));
    expect(await screen.findByText('verdict: expected block, got require')).toBeTruthy();
  });

  it('opens a case file, and saves exactly the text', async () => {
    const { user, bridge } = open();
    await allAsked();
    const text = (await textNow()).replace('"ordinary-call"', '"counsel 7"');
    await user.upload(screen.getByLabelText('Case file to open'), new File([text], 'ours.json'));
    await waitFor(async () => expect(await textNow()).toContain('counsel 7'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Show it' })).toBeTruthy();
    expect(bridge.requestsTo('compliance:save-cases')).toEqual([{ name: 'counsel 7', text }]);
    bridge.answer('compliance:save-cases', () => failed(createProblem('local/save-failed')));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect((await screen.findByRole('alert')).textContent).not.toBe('');
  });

  it('works without the server, with the packs as they were shipped', async () => {
    window.location.hash = '/compliance/simulator';
    const { user } = renderWindow(<App home="supervisor" />, {
      role: 'compliance',
      failing: { 'rule-packs:list': 'network/offline' },
    });
    await allAsked();
    expect(await textNow()).not.toContain('"modes"');
    await user.click(screen.getByRole('button', { name: 'Packs' }));
    expect(await screen.findByText(/How the organization runs them is not known now/)).toBeTruthy();
  });
});
