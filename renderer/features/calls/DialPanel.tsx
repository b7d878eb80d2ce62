import { Button, Popover, TextInput } from '@mantine/core';
import { IconBackspace, IconDialpad, IconPhone, IconRefresh } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, type Ref, useState } from 'react';
import type { Decision } from '../../../shared/contracts/compliance/decision.ts';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import type { ReservedCall } from '../../../shared/ipc/local-schemas.ts';
import { problemOf } from '../../platform/bridge.ts';
import { useEmergencyStatus } from '../../platform/snapshot-store.ts';
import { formatAsTyped, parseDialled } from '../../ui/format.ts';
import { IconAction } from '../../ui/IconAction.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LoadingState, Notice, ProblemNotice } from '../../ui/States.tsx';
import { BarredNews, type CallPress, callPressOn, VerdictPanel } from '../compliance/index.ts';
import { emergencyNumberIn, locationLine, useEmergencyDial } from '../emergency/index.ts';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { Keypad } from './Keypad.tsx';
import { ReservedNotice } from './ReservedNotice.tsx';
import './dial.css';

type Props = {
  text: string;
  onText: (text: string) => void;
  verdict: UseQueryResult<Decision>;
  /** What was cleared ahead for this call, while the server cannot be reached. */
  reserved: ReservedCall | null;
  /** Whose number it is, or that it belongs to nobody on file. */
  belongsTo: string;
  obstacle: string | null;
  isDialling: boolean;
  dialProblem: Problem | null;
  onDial: () => void;
  fieldRef: Ref<HTMLInputElement>;
  /** What can be done about a refusal; null while there is none. */
  override: ReactNode;
  /** Other ways to call, below the number. */
  tools: ReactNode;
};

/**
 * The number, its verdict as it is now, and the button, which places the call when law, policy and phone allow it. On a refusal it
 * asks all the same: the server refuses, and why is on record with a receipt.
 */
export function DialPanel(props: Props) {
  const { reserved } = props;
  const { text, onText, verdict, belongsTo, obstacle, isDialling, dialProblem, onDial, fieldRef, override, tools } =
    props;
  const emergencyNumber = emergencyNumberIn(text);
  const emergency = useEmergencyDial();
  const number = emergencyNumber === null ? parseDialled(text) : null;
  // What was so before is no verdict: it may have changed, and the server cannot be asked. What was cleared ahead is judged
  // once more by the server when the telephone system asks it.
  const found = verdict.isError ? reserved?.decision : verdict.data;
  const decision = number === null ? undefined : found;
  const press = decision === undefined ? null : callPressOn(decision);
  // What was cleared ahead is no refusal of the server, which cannot be asked for one now.
  const canPress = press === 'call' || (press === 'record-refusal' && !verdict.isError);
  const canDial = emergencyNumber !== null || (canPress && obstacle === null);
  const isRefused = emergencyNumber === null && press !== null && press !== 'call';
  const dial = (): void => {
    if (emergencyNumber !== null) emergency.mutate(emergencyNumber);
    else onDial();
  };
  useShortcut('dial.call', dial, emergencyNumber !== null);
  const why = emergencyNumber === null ? whyNot(text, number, isRefused ? press : null, obstacle) : null;
  return (
    <Panel
      title="Call"
      note={number === null ? undefined : belongsTo}
      actions={
        number === null ? null : (
          <IconAction label="Check the verdict again" onClick={() => void verdict.refetch()}>
            <IconRefresh size={16} />
          </IconAction>
        )
      }
    >
      <div className="dial">
        <div className="dial-number">
          <TextInput
            ref={fieldRef}
            aria-label="Phone number"
            placeholder="Number"
            size="md"
            type="tel"
            autoComplete="off"
            className="dial-field"
            value={text}
            onChange={(event) => onText(formatAsTyped(event.currentTarget.value))}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && canDial) dial();
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
            rightSection={<PadButton text={text} onText={onText} />}
          />
          <Button
            size="md"
            className={
              isRefused
                ? 'dial-button is-refused'
                : `on-fill dial-button${emergencyNumber === null ? '' : ' is-emergency'}`
            }
            variant={isRefused ? 'default' : 'filled'}
            leftSection={<IconPhone size={17} aria-hidden />}
            rightSection={<KeyHint keys={keymap['dial.call'].keys} />}
            disabled={!canDial}
            loading={isDialling || emergency.isPending}
            aria-describedby="dial-why"
            onClick={dial}
          >
            {emergencyNumber === null ? 'Call' : `Call ${emergencyNumber}`}
          </Button>
        </div>
        <p id="dial-why" className={why === null ? 'visually-hidden' : 'dial-why'}>
          {why}
        </p>
        {emergencyNumber === null ? null : <EmergencyWords number={emergencyNumber} />}
        {emergency.isError ? (
          <Notice tone="stop" isAlert title={problemOf(emergency.error).message}>
            Do not wait: call {emergencyNumber ?? '911'} from any other phone.
          </Notice>
        ) : null}
        {dialProblem ? <ProblemNotice problem={dialProblem} /> : null}
        {number !== null && verdict.isPending ? <LoadingState label="Asking for the verdict" lines={4} /> : null}
        {number !== null && verdict.isError && isSetupMissing(verdict.error) ? (
          <ProblemNotice problem={problemOf(verdict.error)} />
        ) : null}
        {number === null || reserved === null ? null : <ReservedNotice reserved={reserved} />}
        {number !== null && verdict.isError && reserved === null && !isSetupMissing(verdict.error) ? (
          <Notice tone="warn" isAlert title="There is no verdict, so this number cannot be called.">
            {problemOf(verdict.error).message} It is asked for again when the server answers.
          </Notice>
        ) : null}
        {number === null ? null : <BarredNews phoneNumber={number} decision={decision} />}
        {decision ? <VerdictPanel decision={decision} /> : null}
        {decision ? override : null}
        {tools}
      </div>
    </Panel>
  );
}

/** Nobody here may dial until somebody else has done something: the problem says who and what. */
const isSetupMissing = (error: unknown): boolean => problemOf(error).code === 'onboarding/incomplete';

/** What an emergency call does, before it is placed: nothing holds it back. */
function EmergencyWords({ number }: { number: '911' | '933' }) {
  const place = useEmergencyStatus()?.confirmed ?? null;
  return (
    <Notice
      tone="stop"
      title={
        number === '911' ? 'Emergency call: placed at once, no check.' : 'Test call: reads your location back to you.'
      }
    >
      {place
        ? `${number === '911' ? '911 is told' : 'It will say'}: ${locationLine(place.location)}. Your supervisors are told.`
        : 'No location is confirmed: say where you are. Your supervisors are told.'}
    </Notice>
  );
}

/** Why the button does not place a call, and what it does instead. */
function whyNot(
  text: string,
  number: string | null,
  refusal: CallPress | null,
  obstacle: string | null,
): string | null {
  if (text.trim() === '') return 'Type or paste a number, or open an account.';
  if (number === null) return 'This is no complete phone number yet.';
  if (refusal === 'on-record') return 'Refused, and that is on record: its receipt is below.';
  if (obstacle !== null) return obstacle;
  return refusal === null ? null : 'Refused. Press Call to put that on record, with the reasons.';
}

function PadButton({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-end" withRoles={false}>
      <Popover.Target>
        <span>
          <IconAction label="Dial pad" isExpanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            <IconDialpad size={18} />
          </IconAction>
        </span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Dial pad">
        <Keypad label="Dial pad" onKey={(key) => onText(formatAsTyped(text + key))} />
        <Button
          variant="subtle"
          color="gray"
          fullWidth
          mt={6}
          leftSection={<IconBackspace size={16} aria-hidden />}
          onClick={() => onText(formatAsTyped(text.replace(/\D*\d\D*$/, '')))}
        >
          Delete a digit
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
