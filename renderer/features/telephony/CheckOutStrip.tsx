import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import { useMinute } from '../../platform/use-now.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { ShellStrip } from '../../ui/ShellStrip.tsx';
import { keymap } from '../shortcuts/index.ts';
import { isOfToday } from './check-out.model.ts';
import { useCheckOut } from './use-check-out.ts';

/** Offers the check-out at the first sign-in of the day; once it was made or put off, the strip is gone. */
export function CheckOutStrip({ onOpen }: { onOpen: () => void }) {
  const { last, run } = useCheckOut();
  const nowMs = useMinute();
  const [isPutOff, setIsPutOff] = useState(false);
  if (isPutOff || !last.isSuccess || isOfToday(last.data, nowMs)) return null;
  return (
    <ShellStrip
      label="Check-out before the shift"
      icon={<IconStethoscope size={17} aria-hidden />}
      title="Check your equipment before the shift."
      actions={
        <>
          <Button
            className="on-fill"
            rightSection={<KeyHint keys={keymap['go.check-out'].keys} />}
            onClick={() => {
              run.mutate();
              onOpen();
            }}
          >
            Begin
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setIsPutOff(true)}>
            Not now
          </Button>
        </>
      }
    >
      Sound, headset, telephone system, server and rules, in half a minute.
    </ShellStrip>
  );
}
