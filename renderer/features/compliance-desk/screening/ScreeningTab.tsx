import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconDownload, IconSearch, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type ScreeningImport,
  type Litigator,
  type ScreeningList,
  screeningStandings,
} from '../../../../shared/contracts/dnc/screening.contract.ts';
import { problemOf } from '../../../platform/bridge.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonDialog } from '../../../ui/ReasonDialog.tsx';
import { Notice, ProblemNotice } from '../../../ui/States.tsx';
import type { DeskTabProps } from '../desk-tab-props.ts';
import '../do-not-call/do-not-call.css';
import { LitigatorList, ReassignedList } from './ScreeningRows.tsx';
import { ScreeningFiles } from './ScreeningFiles.tsx';
import { ScreeningImportDialog } from './ScreeningImportDialog.tsx';
import { useExportScreening, useRemoveLitigator, useScreeningRefresh, useTakeBack } from './use-screening.ts';

const standingWords = { active: 'In force', removed: 'Removed', all: 'All, with history' } as const;

/** Lists of litigators and answers about reassigned numbers: what is on them, which files made them, and new files. */
export function ScreeningTab({ may }: DeskTabProps) {
  useScreeningRefresh();
  const [list, setList] = useState<ScreeningList>('litigators');
  const [standing, setStanding] = useState<(typeof screeningStandings)[number]>('active');
  const [search, setSearch] = useState('');
  const [isImporting, setImporting] = useState(false);
  const [going, setGoing] = useState<Litigator | null>(null);
  const [file, setFile] = useState<ScreeningImport | null>(null);
  const exporting = useExportScreening();
  const removing = useRemoveLitigator();
  const takingBack = useTakeBack();
  const isLitigators = list === 'litigators';
  const filter = { standing, ...(search.trim() === '' ? {} : { search: search.trim() }) };
  return (
    <div className="desk-aside dnc-tab">
      <Panel
        title={isLitigators ? 'Litigators' : 'Reassigned numbers'}
        note={isLitigators ? 'A person decides about each contact' : 'Yes bars a number; no is proof'}
        actions={
          may('dnc.manage') ? (
            <div className="desk-actions">
              <Button leftSection={<IconUpload size={15} aria-hidden />} onClick={() => setImporting(true)}>
                Import a file
              </Button>
              <Button
                variant="default"
                leftSection={<IconDownload size={15} aria-hidden />}
                loading={exporting.isPending}
                onClick={() => exporting.mutate({ list })}
              >
                Export
              </Button>
            </div>
          ) : null
        }
      >
        <div className="dnc-filters">
          <TextInput
            aria-label={isLitigators ? 'Find a number or a name' : 'Find a number by its beginning'}
            placeholder={isLitigators ? 'Find a number or a name' : 'Find a number, such as 212 555'}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={search}
            maxLength={80}
            onChange={(event) => {
              exporting.reset();
              setSearch(event.currentTarget.value);
            }}
          />
          <SegmentedControl
            aria-label="List"
            value={list}
            data={[
              { value: 'litigators', label: 'Litigators' },
              { value: 'reassigned', label: 'Reassigned' },
            ]}
            onChange={(next) => {
              exporting.reset();
              setList(next === 'reassigned' ? next : 'litigators');
            }}
          />
          <Select
            aria-label="Which entries"
            data={screeningStandings.map((each) => ({ value: each, label: standingWords[each] }))}
            value={standing}
            allowDeselect={false}
            onChange={(next) => {
              exporting.reset();
              setStanding(screeningStandings.find((each) => each === next) ?? 'active');
            }}
          />
        </div>
        {exporting.isError ? <ProblemNotice problem={problemOf(exporting.error)} /> : null}
        {exporting.data ? <Notice tone="good" title={`Saved as ${exporting.data.fileName}.`} /> : null}
        {isLitigators ? (
          <LitigatorList filter={filter} onRemove={may('dnc.remove') ? setGoing : null} />
        ) : (
          <ReassignedList filter={filter} />
        )}
      </Panel>
      <ScreeningFiles list={list} onTakeBack={may('dnc.manage') ? setFile : null} />
      <ScreeningImportDialog list={list} isOpen={isImporting} onClose={() => setImporting(false)} />
      <ReasonDialog
        isOpen={going !== null}
        title="Take this entry off the list?"
        text="Calls to it need no review any more because of this list. The entry stays in the history."
        label="Why"
        action="Remove from the list"
        isStop
        onSave={async (reason) => (going === null ? null : removing.mutateAsync({ id: going.id, reason }))}
        onClose={() => setGoing(null)}
      />
      <ReasonDialog
        isOpen={file !== null}
        title={`Take ${file?.file_name ?? ''} back?`}
        text="What this file added and still stands counts no more, at once. Entries of other files that it replaced stand again. All of it stays in the history."
        label="Why"
        action="Take the file back"
        isStop
        onSave={async (reason) => (file === null ? null : takingBack.mutateAsync({ id: file.id, reason }))}
        onClose={() => setFile(null)}
      />
    </div>
  );
}
