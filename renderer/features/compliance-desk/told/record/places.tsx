/** Which debt, number or address a paper is about, as every one of them asks. */
import { NativeSelect, TextInput } from '@mantine/core';
import type { AccountDetail } from '../../../../../shared/contracts/accounts/accounts.contract.ts';
import { formatMoney, formatPhone } from '../../../../ui/format.ts';
import { emailOf } from './record.model.ts';

type DebtProps = {
  account: AccountDetail;
  value: string;
  onChange: (debtId: string) => void;
  /** Words for no debt in particular; without them one is chosen. */
  all?: string;
};

export const DebtField = ({ account, value, onChange, all }: DebtProps) => (
  <NativeSelect
    label="Which debt"
    data={[
      ...(all === undefined ? [] : [{ value: '', label: all }]),
      ...account.debts.map((debt) => ({
        value: debt.id,
        label: `${debt.current_creditor}, ${debt.reference}, ${formatMoney(debt.balance_cents)}`,
      })),
    ]}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

export const NumberField = (props: { account: AccountDetail; value: string; onChange: (number: string) => void }) => (
  <NativeSelect
    label="Which number"
    data={props.account.consumer.phone_numbers.map((phone) => ({
      value: phone.phone_number,
      label: formatPhone(phone.phone_number),
    }))}
    value={props.value}
    onChange={(event) => props.onChange(event.currentTarget.value)}
  />
);

export const EmailField = ({ value, onChange }: { value: string; onChange: (text: string) => void }) => (
  <TextInput
    label="Email address"
    type="email"
    data-autofocus
    required
    maxLength={320}
    value={value}
    error={value.trim() !== '' && emailOf(value) === null ? 'Not an email address' : null}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

const answers = [
  { value: '', label: 'Not known' },
  { value: 'no', label: 'No' },
  { value: 'yes', label: 'Yes' },
];

/** Yes, no, or nobody has said. */
export const AnswerField = (props: {
  label: string;
  value: boolean | null;
  onChange: (value: boolean | null) => void;
}) => (
  <NativeSelect
    label={props.label}
    data={answers}
    value={props.value === null ? '' : props.value ? 'yes' : 'no'}
    onChange={({ currentTarget: { value } }) => props.onChange(value === '' ? null : value === 'yes')}
  />
);
