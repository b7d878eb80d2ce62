import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { collectorTypes } from '../../../../shared/contracts/onboarding/onboarding.contract.ts';
import { SaveBar } from './SaveBar.tsx';
import { collectorWords, readStates, type StepProps } from './setup.model.ts';
import { useSaveStep } from './use-onboarding.ts';

/** Who calls: the name in law, the name said aloud, the kind of collector, the address, and where agents sit. */
export function IdentityStep({ state: { identity, organization }, mayChange }: StepProps) {
  const save = useSaveStep();
  const [legalName, setLegalName] = useState(identity?.legal_name ?? organization.name);
  const [callerName, setCallerName] = useState(identity?.caller_name ?? organization.caller_name);
  const [collectorType, setCollectorType] = useState(identity?.collector_type ?? 'third-party');
  const [address, setAddress] = useState(identity?.mailing_address ?? '');
  const [typedStates, setTypedStates] = useState(identity?.agent_states.join(', ') ?? '');
  const states = readStates(typedStates);
  const isWhole = states !== null && [legalName, callerName, address].every((each) => each.trim() !== '');
  return (
    <form
      className="setup-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWhole || save.isPending) return;
        save.mutate({
          step: 'identity',
          legal_name: legalName,
          caller_name: callerName,
          collector_type: collectorType,
          mailing_address: address,
          agent_states: states,
        });
      }}
    >
      <fieldset className="setup-fields" disabled={!mayChange}>
        <div className="setup-pair">
          <TextInput
            label="Legal name"
            maxLength={200}
            value={legalName}
            onChange={(event) => setLegalName(event.currentTarget.value)}
          />
          <TextInput
            label="Name said aloud"
            description="On a voicemail it must not say that debts are collected."
            inputWrapperOrder={['label', 'input', 'description']}
            maxLength={200}
            value={callerName}
            onChange={(event) => setCallerName(event.currentTarget.value)}
          />
        </div>
        <Select
          label="Kind of collector"
          data={collectorTypes.map((value) => ({ value, label: collectorWords[value] }))}
          value={collectorType}
          allowDeselect={false}
          onChange={(next) => setCollectorType(collectorTypes.find((each) => each === next) ?? 'third-party')}
        />
        <Textarea
          label="Mailing address"
          autosize
          minRows={2}
          maxLength={400}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <TextInput
          label="States in which agents sit"
          placeholder="NY, NJ"
          description="With one state the rules of recording know where the agent is. With several, consent is always asked."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={typedStates !== '' && states === null ? 'Two-letter states, such as NY, NJ' : null}
          maxLength={300}
          value={typedStates}
          onChange={(event) => setTypedStates(event.currentTarget.value)}
        />
      </fieldset>
      {mayChange ? <SaveBar save={save} action="Save" isDisabled={!isWhole} /> : null}
    </form>
  );
}
