import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCopy, IconDeviceFloppy, IconFolderOpen } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { announce } from '../../../platform/announcer.ts';
import { invoke, problemOf, request } from '../../../platform/bridge.ts';
import { Notice, ProblemNotice } from '../../../ui/States.tsx';

type Props = { text: string; name: string; onOpen: (text: string) => void };

/** Larger files are for the command line. */
const MOST_BYTES = 2_000_000;

/** Opens a case file, copies the one that is shown, and saves it. */
export function CaseFileActions({ text, name, onOpen }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const copying = useMutation({
    mutationFn: async () => navigator.clipboard.writeText(text),
    onSuccess: () => announce('The case file is on the clipboard'),
  });
  const saving = useMutation({
    mutationFn: async () => request('compliance:save-cases', { name, text }),
    onSuccess: ({ fileName }) => announce(`${fileName} is in your Downloads folder`),
  });
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > MOST_BYTES)
      return setRefusal(
        'It has more than two megabytes. Split it into smaller files, or ask IT to check it as a whole.',
      );
    try {
      onOpen(await file.text());
      setRefusal(null);
    } catch {
      setRefusal('It cannot be read any more.');
    }
  };
  return (
    <>
      <div className="sim-files">
        <input
          ref={input}
          type="file"
          accept=".json,.jsonc,application/json"
          hidden
          aria-label="Case file to open"
          onChange={(event) => {
            void open(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFolderOpen size={14} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          Open
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCopy size={14} aria-hidden />}
          onClick={() => copying.mutate()}
        >
          {copying.isSuccess ? 'Copied' : 'Copy'}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDeviceFloppy size={14} aria-hidden />}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          Save
        </Button>
      </div>
      {refusal === null ? null : <Notice tone="warn" isAlert title={`This file was not opened. ${refusal}`} />}
      {copying.isError ? <Notice tone="warn" isAlert title="The clipboard could not be written." /> : null}
      {saving.isError ? <ProblemNotice problem={problemOf(saving.error)} /> : null}
      {saving.data ? (
        <p className="sim-saved">
          {saving.data.fileName} is in your Downloads folder.{' '}
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => void invoke('compliance:show-export', saving.data.fileName)}
          >
            Show it
          </Button>
        </p>
      ) : null}
    </>
  );
}
