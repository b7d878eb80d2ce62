import { Button, FileInput, Textarea, TextInput } from '@mantine/core';
import { IconCircleCheck, IconFileMusic, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../platform/bridge.ts';
import { formatDuration } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Notice, ProblemNotice } from '../../ui/States.tsx';
import { checkText, markRefused } from './message.model.ts';
import { useSaveMessage } from './use-messages.ts';
import { readWav } from './wav.model.ts';

type Recording = { base64: string; seconds: number };

/** Adds a recorded message. The text is what the check reads, so it must be exactly what is said. */
export function MessageForm() {
  const save = useSaveMessage();
  const [title, setTitle] = useState('');
  const [transcript, setTranscript] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [recording, setRecording] = useState<Recording | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const problem = save.isError ? problemOf(save.error) : null;
  const missing =
    title.trim() === ''
      ? 'Give it a name.'
      : transcript.trim() === ''
        ? 'Write down what is said.'
        : recording === null
          ? 'Choose the recording.'
          : null;

  const choose = async (chosen: File | null): Promise<void> => {
    setFile(chosen);
    setRecording(null);
    setWrong(null);
    if (!chosen) return;
    const bytes = await chosen.arrayBuffer();
    const read = readWav(bytes);
    if ('wrong' in read) setWrong(read.wrong);
    else setRecording({ base64: toBase64(bytes), seconds: read.seconds });
  };
  return (
    <Panel title="Add a message" isPadded>
      <form
        className="setting-fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing !== null || recording === null || save.isPending) return;
          save.mutate(
            { title: title.trim(), transcript: transcript.trim(), wav_base64: recording.base64 },
            {
              onSuccess: () => {
                setTitle('');
                setTranscript('');
                void choose(null);
              },
            },
          );
        }}
      >
        <TextInput
          label="Name"
          placeholder="Harbor Point, ask for Robin"
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label="Exactly what is said"
          description="Business name, whom to ask for, the number to call back. Nothing about a debt or why (12 CFR 1006.2(j))."
          placeholder="This is Robin Smith calling from Harbor Point. Please call me or Jim Johnson at 212-555-0100."
          autosize
          minRows={4}
          maxRows={9}
          maxLength={1000}
          value={transcript}
          onChange={(event) => {
            setTranscript(event.currentTarget.value);
            save.reset();
          }}
        />
        {transcript.trim() === '' ? null : <TextCheck transcript={transcript} />}
        <FileInput
          label="Recording"
          description="WAV, mono, 16 bit, at most 60 seconds"
          placeholder="Choose a WAV file"
          accept="audio/wav,.wav"
          leftSection={<IconFileMusic size={16} aria-hidden />}
          clearable
          clearButtonProps={{ 'aria-label': 'Take the recording out again' }}
          value={file}
          error={wrong}
          onChange={(chosen) => void choose(chosen)}
        />
        {problem ? <ProblemNotice problem={problem} /> : null}
        <div className="form-save">
          <span className="muted" id="message-missing">
            {missing ?? `${formatDuration((recording?.seconds ?? 0) * 1000)} long. It is checked before it is added.`}
          </span>
          <Button
            type="submit"
            className="on-fill"
            leftSection={<IconUpload size={15} aria-hidden />}
            disabled={missing !== null}
            loading={save.isPending}
            aria-describedby="message-missing"
          >
            Check and add
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** The same rule as the server's, at once: what may not be said is marked where it stands. */
function TextCheck({ transcript }: { transcript: string }) {
  const { refused, words } = checkText(transcript);
  if (words.length === 0)
    return (
      <Notice tone="good" icon={<IconCircleCheck size={16} aria-hidden />} title="This may be left on a voicemail.">
        Business name, whom to ask for and a number, nothing else.
      </Notice>
    );
  return (
    <Notice tone="warn" title="This may not be left on a voicemail yet.">
      {refused.length > 0 ? (
        <p className="message-marked">
          {markRefused(transcript, refused).map((piece, index) =>
            piece.isRefused ? (
              <mark key={`${String(index)} ${piece.text}`}>{piece.text}</mark>
            ) : (
              <span key={`${String(index)} ${piece.text}`}>{piece.text}</span>
            ),
          )}
        </p>
      ) : null}
      <ul className="message-reasons">
        {words.map((each) => (
          <li key={each}>{each.charAt(0).toUpperCase() + each.slice(1)}.</li>
        ))}
      </ul>
    </Notice>
  );
}

function toBase64(bytes: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}
