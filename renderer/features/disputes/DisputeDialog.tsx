import { Button, Modal, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountDetail } from '../../../shared/contracts/accounts/accounts.contract.ts';
import { disputeCategories, type FileDispute } from '../../../shared/contracts/disputes/disputes.contract.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createId } from '../../../shared/domain/ids.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { formatMoney } from '../../ui/format.ts';
import { receivedAt, todayAt } from '../../ui/received-day.ts';
import { ProblemNotice } from '../../ui/States.tsx';
import { categoryWords, channelWords, holdWords } from './dispute-words.ts';
import './disputes.css';

type Props = {
  isOpen: boolean;
  account: AccountDetail;
  /** The call in which it was said. */
  callId: string | null;
  onClose: () => void;
  onSaved: () => void;
};

/** Takes a dispute in: asks what the rules need, and is kept here first while the server is away (12 CFR 1006.38). */
export const DisputeDialog = (props: Props) => (
  <Modal
    opened={props.isOpen}
    onClose={props.onClose}
    title={`${props.account.consumer.full_name} disputes a debt`}
    size={520}
    closeButtonProps={{ 'aria-label': 'Close' }}
  >
    {props.isOpen ? <Form {...props} /> : null}
  </Modal>
);

const kinds = [
  { value: 'dispute', label: 'Disputes the debt' },
  { value: 'original-creditor-request', label: 'Asks who the first creditor is' },
];
const writtenChannels = ['letter', 'email', 'sms', 'portal'] as const;
const ways = [
  { value: 'voice', label: channelWords.voice },
  ...writtenChannels.map((value) => ({ value, label: channelWords[value] })),
];
type Channel = 'voice' | (typeof writtenChannels)[number];
const isChannel = (value: string): value is Channel => ways.some((way) => way.value === value);

function Form({ account, callId, onClose, onSaved }: Props) {
  const open = account.debts.filter(({ status }) => status !== 'paid' && status !== 'closed');
  const debts = open.length > 0 ? open : account.debts;
  const [debtId, setDebtId] = useState(debts[0]?.id ?? '');
  const [kind, setKind] = useState<'dispute' | 'original-creditor-request'>('dispute');
  const [channel, setChannel] = useState<Channel>('voice');
  const [category, setCategory] = useState<(typeof disputeCategories)[number]>('not-mine');
  const [statement, setStatement] = useState('');
  const [dollars, setDollars] = useState<number | string>('');
  const [receivedOn, setReceivedOn] = useState('');
  const debt = debts.find(({ id }) => id === debtId);
  const cents = dollars === '' ? null : Math.round(Number(dollars) * 100);
  const today = todayAt(systemClock.now());
  const isWritten = channel !== 'voice';
  const isToCome = isWritten && receivedOn > today;
  const isTooMuch = cents !== null && debt !== undefined && cents > debt.balance_cents;
  const save = useMutation({
    mutationFn: async (body: FileDispute) => request('disputes:file', body),
    onSuccess: () => {
      announce('It is taken in. From now on every call about this debt is checked against it.');
      onSaved();
      onClose();
    },
  });
  const submit = (): void => {
    if (!debt || isTooMuch || isToCome || save.isPending) return;
    save.mutate({
      id: createId(systemClock),
      debt_id: debt.id,
      kind,
      form: isWritten ? 'written' : 'oral',
      channel,
      category,
      statement: statement.trim(),
      disputed_cents: kind === 'dispute' ? cents : null,
      received_at: receivedAt(isWritten && receivedOn !== '' ? receivedOn : today, systemClock.now()),
      call_id: isWritten ? null : callId,
    });
  };
  return (
    <form
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SegmentedControl
        fullWidth
        data={kinds}
        value={kind}
        onChange={(value) => setKind(value === 'dispute' ? value : 'original-creditor-request')}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="How it reached us"
        data={ways}
        value={channel}
        onChange={(value) => setChannel(isChannel(value) ? value : 'voice')}
      />
      <p>{holdWords[kind][isWritten ? 'written' : 'oral']}</p>
      {debts.length > 1 ? (
        <Select
          label="Which debt"
          allowDeselect={false}
          data={debts.map((each) => ({
            value: each.id,
            label: `${each.current_creditor}, ${each.reference}, ${formatMoney(each.balance_cents)}`,
          }))}
          value={debtId}
          onChange={(value) => setDebtId(value ?? debtId)}
        />
      ) : null}
      {kind === 'dispute' ? (
        <div className="dispute-pair">
          <Select
            label="What is wrong"
            allowDeselect={false}
            data={disputeCategories.map((value) => ({ value, label: categoryWords[value] }))}
            value={category}
            onChange={(value) => setCategory(disputeCategories.find((each) => each === value) ?? 'other')}
          />
          <NumberInput
            label="Only a part of it (empty: all)"
            prefix="$"
            decimalScale={2}
            min={0.01}
            hideControls
            thousandSeparator=","
            value={dollars}
            error={isTooMuch ? `More than ${formatMoney(debt.balance_cents)}` : null}
            onChange={setDollars}
          />
        </div>
      ) : null}
      <Textarea
        label={isWritten ? 'What they wrote' : 'What they said'}
        data-autofocus
        autosize
        minRows={2}
        maxLength={4000}
        value={statement}
        onChange={(event) => setStatement(event.currentTarget.value)}
      />
      {isWritten ? (
        <TextInput
          label="Received on (empty: now)"
          type="date"
          max={today}
          value={receivedOn}
          error={isToCome ? 'This day is still to come' : null}
          onChange={(event) => setReceivedOn(event.currentTarget.value)}
        />
      ) : null}
      {save.isError ? <ProblemNotice problem={problemOf(save.error)} /> : null}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!debt || isTooMuch || isToCome} loading={save.isPending}>
          Take it in
        </Button>
      </div>
    </form>
  );
}
