import { Button } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { formatPhone } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Notice } from '../../ui/States.tsx';
import { keymap, useShortcut } from '../shortcuts/index.ts';
import { DoNotCallDialog } from './DoNotCallDialog.tsx';

/** A call with somebody of whom no account is known: who asks not to be called is barred by the number alone. */
export function UnknownCaller({ phoneNumber }: { phoneNumber: string }) {
  const [isAsking, setAsking] = useState(false);
  /** Taken in here, and perhaps not at the server yet. */
  const [isBarred, setBarred] = useState(false);
  useShortcut('told.do-not-call', () => setAsking(true), !isBarred);
  return (
    <>
      <Notice
        tone={isBarred ? 'stop' : 'neutral'}
        icon={<IconUserQuestion size={16} aria-hidden />}
        title={isBarred ? `${formatPhone(phoneNumber)} is not called any more` : 'No account is known for this number'}
      >
        {isBarred ? (
          'It goes on the do-not-call list of your organization. Only compliance can take that back.'
        ) : (
          <>
            Find the account by what they tell you. If they ask not to be called, the number is enough.
            <div>
              <Button
                variant="default"
                mt={8}
                rightSection={<KeyHint keys={keymap['told.do-not-call'].keys} />}
                onClick={() => setAsking(true)}
              >
                Do not call {formatPhone(phoneNumber)}
              </Button>
            </div>
          </>
        )}
      </Notice>
      <DoNotCallDialog
        phoneNumber={isAsking ? phoneNumber : null}
        onClose={() => setAsking(false)}
        onSaved={() => setBarred(true)}
      />
    </>
  );
}
