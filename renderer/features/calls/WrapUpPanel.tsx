import { Button, NumberInput, Textarea } from '@mantine/core';
import { DatePickerInput, DateTimePicker } from '@mantine/dates';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { dispositionCodes, dispositionOf } from '../../../shared/domain/dispositions/disposition-codes.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { commandPhone } from '../../platform/command-phone.ts';
import { useMinute } from '../../platform/use-now.ts';
import { formatPhone, formatTime, zoneName } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { LoadingState, ProblemNotice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { isOver } from './call.model.ts';
import { changeDraft, flushDrafts, forgetDraft, useDraft, useDraftStore } from './draft-store.ts';
import { rememberSaved } from './saved-store.ts';
import { useCalls } from './use-phone.ts';
import {
  codeOfKey,
  missingIn,
  momentOfWallTime,
  toSave,
  type WrapUpDraft,
  wallTimeNow,
  wallTimeOf,
} from './wrap-up.model.ts';
import './wrap-up.css';

type Props = { /** IANA zone of the consumer, in which a callback is agreed. */ zone: string };

/** How the call ended: prepared while talking, saved after. Shown only when there is a call to wrap up. */
export function WrapUpPanel({ zone }: Props) {
  const { wrapUp: call, current } = useCalls();
  const draft = useDraft(call?.callId ?? null, call?.accountId ?? null);
  const notes = useRef<HTMLTextAreaElement>(null);
  const ended = call !== null && isOver(call);

  const save = useMutation({
    mutationFn: async (ready: WrapUpDraft) => {
      const body = toSave(ready);
      if (!body) return null;
      await flushDrafts();
      return request('calls:save-disposition', body);
    },
    onSuccess: (item, { callId }) => {
      if (!item) return;
      rememberSaved(item);
      forgetDraft(callId);
      void commandPhone({ do: 'dismiss', callId });
    },
  });
  const missing = draft ? missingIn(draft) : null;
  const submit = (): void => {
    if (draft && missing === null && ended && !save.isPending) save.mutate(draft);
  };
  const choose = (key: string): void => {
    const code = codeOfKey(key);
    if (code && call) changeDraft(call.callId, () => ({ code }));
  };
  // While a call is supervised, 1 to 3 are its modes.
  useShortcut('wrap-up.code', choose, call !== null && current?.kind !== 'supervision');
  useShortcut('wrap-up.notes', () => notes.current?.focus(), draft !== null);
  useShortcut('wrap-up.save', submit, draft !== null);

  if (!call) return null;
  return (
    <Panel
      title="Wrap-up"
      note={call.remoteName ?? formatPhone(call.remoteNumber)}
      className={ended ? 'wrap-up is-due' : 'wrap-up'}
      actions={<EndNote endReason={ended ? (call.endReason ?? 'Call ended') : null} />}
    >
      {draft ? (
        <form
          className="wrap-up-form"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Codes draft={draft} />
          <Textarea
            ref={notes}
            label="Notes"
            autosize
            minRows={2}
            maxRows={7}
            maxLength={4000}
            value={draft.notes}
            onChange={(event) => {
              const text = event.currentTarget.value;
              changeDraft(draft.callId, () => ({ notes: text }));
            }}
          />
          <Agreements draft={draft} zone={zone} />
          <DraftProblem />
          {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
          <div className="form-save">
            <span className="muted" id="wrap-up-missing">
              {ended ? (missing ?? 'Ready to save.') : 'You can save when the call has ended.'}
            </span>
            <Button
              type="submit"
              className="on-fill"
              disabled={!ended || missing !== null}
              loading={save.isPending}
              aria-describedby="wrap-up-missing"
              rightSection={<KeyHint keys={keymap['wrap-up.save'].keys} />}
            >
              Save
            </Button>
          </div>
        </form>
      ) : (
        <LoadingState label="Reading the draft" lines={3} />
      )}
    </Panel>
  );
}

/** A calendar as Americans know it, with names on its buttons. */
const calendarProps = {
  firstDayOfWeek: 0 as const,
  weekendDays: [],
  nextLabel: 'Next month',
  previousLabel: 'Previous month',
  popoverProps: { withRoles: false },
};

const EndNote = ({ endReason }: { endReason: string | null }) =>
  endReason === null ? null : <StatusPill>{endReason}</StatusPill>;

/** Buttons and not radio buttons: a focused radio would keep the digits from working as keys. */
const Codes = ({ draft }: { draft: WrapUpDraft }) => (
  <fieldset className="codes">
    <legend className="visually-hidden">How the call ended</legend>
    {dispositionCodes.map(({ code, label }, index) => (
      <button
        key={code}
        type="button"
        aria-pressed={draft.code === code}
        aria-keyshortcuts={String(index + 1)}
        className="code"
        onClick={() => changeDraft(draft.callId, () => ({ code }))}
      >
        <kbd aria-hidden>{index + 1}</kbd> {label}
      </button>
    ))}
  </fieldset>
);

function Agreements({ draft, zone }: { draft: WrapUpDraft; zone: string }) {
  const nowMs = useMinute();
  const needs = draft.code === null ? null : dispositionOf(draft.code).needs;
  return (
    <>
      {needs === 'promise' ? (
        <div className="wrap-up-pair">
          <NumberInput
            label="Promised"
            prefix="$"
            min={0.01}
            decimalScale={2}
            thousandSeparator=","
            hideControls
            required
            value={draft.promise?.amount_cents ? draft.promise.amount_cents / 100 : ''}
            onChange={(value) =>
              changeDraft(draft.callId, ({ promise }) => ({
                promise: { due_on: promise?.due_on ?? null, amount_cents: Math.round(Number(value) * 100) || null },
              }))
            }
          />
          <DatePickerInput
            label="To be paid on"
            required
            minDate={wallTimeNow(nowMs, zone).slice(0, 10)}
            value={draft.promise?.due_on ?? null}
            valueFormat="MMM D, YYYY"
            {...calendarProps}
            onChange={(day) =>
              changeDraft(draft.callId, ({ promise }) => ({
                promise: { amount_cents: promise?.amount_cents ?? null, due_on: day },
              }))
            }
          />
        </div>
      ) : null}
      {needs === 'callback' || draft.callback_at !== null ? (
        <DateTimePicker
          label={`Call back at (${zoneName(zone, nowMs)}, the consumer's time)`}
          required={needs === 'callback'}
          clearable
          valueFormat="ddd, MMM D, YYYY h:mm A"
          {...calendarProps}
          timePickerProps={{
            format: '12h',
            withDropdown: true,
            hoursInputLabel: 'Hours',
            minutesInputLabel: 'Minutes',
            amPmInputLabel: 'AM or PM',
          }}
          submitButtonProps={{ 'aria-label': 'Take this time' }}
          minDate={wallTimeNow(nowMs, zone)}
          value={draft.callback_at === null ? null : wallTimeOf(draft.callback_at, zone)}
          description={
            draft.callback_at === null
              ? undefined
              : `${formatTime(draft.callback_at, zone)} ${zoneName(zone, draft.callback_at)} there, ${formatTime(draft.callback_at)} your time`
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(wallTime) =>
            changeDraft(draft.callId, () => ({
              callback_at: wallTime === null ? null : momentOfWallTime(wallTime, zone),
            }))
          }
        />
      ) : null}
    </>
  );
}

function DraftProblem() {
  const problem = useDraftStore((state) => state.problem);
  return problem ? <ProblemNotice problem={problem} /> : null;
}
