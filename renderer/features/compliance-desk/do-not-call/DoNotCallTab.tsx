import { Autocomplete, Button, Select, TextInput } from '@mantine/core';
import { IconDownload, IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { type DncEntry, dncStandings } from '../../../../shared/contracts/dnc/dnc.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { useSettled } from '../../../platform/use-now.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Notice, ProblemNotice } from '../../../ui/States.tsx';
import type { DeskTabProps } from '../desk-tab-props.ts';
import { AddDialog } from './AddDialog.tsx';
import { listName, listOfValue, listValue } from './do-not-call.model.ts';
import { EntryList } from './EntryList.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { RegistryPanel } from './RegistryPanel.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { useDncRefresh, useDncRegistries, useExportDnc } from './use-dnc.ts';
import './do-not-call.css';

type Standing = (typeof dncStandings)[number];
const standingWords: Readonly<Record<Standing, string>> = {
  active: 'In force',
  expiring: 'In force, with an end',
  expired: 'Ran out',
  removed: 'Removed',
  all: 'All, with history',
};

/** Who says so most often; a file may name anybody. */
const usualSources = ['consumer', 'import'];

/** The do-not-call lists: what is barred and why, single numbers, whole files, and how old the registries are. */
export function DoNotCallTab({ may }: DeskTabProps) {
  useDncRefresh();
  const [value, setValue] = useState('internal');
  const [standing, setStanding] = useState<Standing>('active');
  const [typed, setTyped] = useState('');
  const [typedSource, setTypedSource] = useState('');
  const [dialog, setDialog] = useState<'add' | 'import' | null>(null);
  const [going, setGoing] = useState<DncEntry | null>(null);
  const registries = useDncRegistries();
  const exporting = useExportDnc();
  const { list, region } = listOfValue(value);
  const isOurs = list === 'internal';
  const search = useSettled(typed.trim(), 200);
  const source = useSettled(typedSource.trim(), 200);
  const known = registries.data?.registries ?? [];
  const choices = [
    { value: 'internal', label: listName('internal', null) },
    ...known.map((each) => ({ value: listValue(each), label: listName(each.list, each.region) })),
  ];
  const filter = {
    list,
    ...(region === null ? {} : { region }),
    ...(search === '' ? {} : { search }),
    ...(isOurs ? { standing } : {}),
    ...(isOurs && source !== '' ? { source } : {}),
  };
  return (
    <div className="desk-aside dnc-tab">
      <Panel
        title="Do not call"
        note={isOurs ? 'Binds every call' : 'Binds solicitations only'}
        actions={
          <div className="desk-actions">
            {may('dnc.add') ? (
              <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setDialog('add')}>
                Add a number
              </Button>
            ) : null}
            {may('dnc.manage') ? (
              <>
                <Button
                  variant="default"
                  leftSection={<IconUpload size={15} aria-hidden />}
                  onClick={() => setDialog('import')}
                >
                  Import a list
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconDownload size={15} aria-hidden />}
                  loading={exporting.isPending}
                  onClick={() => exporting.mutate({ list, region })}
                >
                  Export
                </Button>
              </>
            ) : null}
          </div>
        }
      >
        <div className="dnc-filters">
          <TextInput
            aria-label={isOurs ? 'Find by number or reason' : 'Find a number by its beginning'}
            placeholder={isOurs ? 'Number, or words of the reason' : 'Find a number, such as 212 555'}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={typed}
            maxLength={80}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Select
            aria-label="List"
            data={choices}
            value={value}
            allowDeselect={false}
            onChange={(next) => setValue(next ?? 'internal')}
          />
          {isOurs ? (
            <Autocomplete
              aria-label="Who said so"
              placeholder="Who said so: anybody"
              data={usualSources}
              value={typedSource}
              maxLength={80}
              clearable
              onChange={setTypedSource}
            />
          ) : null}
          {isOurs ? (
            <Select
              aria-label="Which entries"
              data={dncStandings.map((each) => ({ value: each, label: standingWords[each] }))}
              value={standing}
              allowDeselect={false}
              onChange={(next) => setStanding(dncStandings.find((each) => each === next) ?? 'active')}
            />
          ) : null}
        </div>
        {exporting.isError ? <ProblemNotice problem={problemOf(exporting.error)} /> : null}
        {exporting.data ? <Notice tone="good" title={`Saved as ${exporting.data.fileName}.`} /> : null}
        <EntryList filter={filter} onRemove={may('dnc.remove') ? setGoing : null} />
      </Panel>
      <RegistryPanel query={registries} />
      <AddDialog isOpen={dialog === 'add'} onClose={() => setDialog(null)} />
      <ImportDialog isOpen={dialog === 'import'} registries={known} onClose={() => setDialog(null)} />
      <RemoveDialog entry={going} onClose={() => setGoing(null)} />
    </div>
  );
}
