import { Select, TextInput } from '@mantine/core';
import type { ComplianceCase } from '../../../../shared/domain/compliance/cases/case-file.ts';
import { isContactFacts } from '../../../../shared/domain/compliance/facts/any-facts.ts';
import { media } from '../../../../shared/domain/compliance/facts/fields.ts';
import { zonesOfFacts } from '../../../../shared/domain/compliance/timeline-moments.ts';
import { anywhereInTheStates } from '../../../../shared/domain/compliance/zones/states.ts';
import { setInCase, textOfWallMoment, type WallMoment, wallMomentOf, writtenIn } from './case-text.model.ts';

type Props = {
  text: string;
  index: number;
  shown: ComplianceCase;
  /** The text cannot be read, so that nothing can be set in it. */
  isBroken: boolean;
  onText: (text: string) => void;
};

const channelLabels: Readonly<Record<(typeof media)[number], string>> = {
  voice: 'Call',
  voicemail: 'Voicemail',
  sms: 'Text',
  email: 'Email',
  letter: 'Letter',
  'direct-message': 'Direct message',
};

/** Channel and moment: what is set here is written into the case beside it. */
export function QuestionFields({ text, index, shown, isBroken, onText }: Props) {
  const zones = zonesOfFacts(shown.facts, shown.at);
  const moment = wallMomentOf(writtenIn(text, index, ['at']), shown.at, zones[0] ?? 'America/New_York');
  const setMoment = (change: Partial<WallMoment>): void => {
    const at = textOfWallMoment({ ...moment, ...change });
    if (at !== null) onText(setInCase(text, index, ['at'], at));
  };
  const { facts } = shown;
  return (
    <div className="sim-fields">
      {isContactFacts(facts) ? (
        <Select
          label="Channel"
          disabled={isBroken}
          allowDeselect={false}
          data={media.map((value) => ({ value, label: channelLabels[value] }))}
          value={facts.action.channel}
          onChange={(channel) => onText(setInCase(text, index, ['facts', 'action', 'channel'], channel ?? 'voice'))}
        />
      ) : (
        <TextInput label="Action" readOnly value={facts.action.kind === 'payment' ? 'Payment' : 'Records'} />
      )}
      <TextInput
        type="date"
        label="Date"
        disabled={isBroken}
        value={moment.date}
        onChange={(event) => setMoment({ date: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label="Time"
        disabled={isBroken}
        value={moment.time}
        onChange={(event) => setMoment({ time: event.currentTarget.value })}
      />
      <Select
        label="Time zone"
        disabled={isBroken}
        allowDeselect={false}
        data={[...new Set([moment.zone, ...zones, ...anywhereInTheStates])].map((value) => ({
          value,
          label: (value.split('/').at(-1) ?? value).replaceAll('_', ' '),
        }))}
        value={moment.zone}
        onChange={(zone) => setMoment({ zone: zone ?? moment.zone })}
      />
    </div>
  );
}
