import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconCloudOff, IconHourglass, IconLogout2 } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { useServerStatus } from '../../platform/snapshot-store.ts';
import { useSecond } from '../../platform/use-now.ts';
import { Notice, ProblemNotice } from '../../ui/States.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';
import { isOver, waitText, wasEndedByOthers } from './sign-in.model.ts';
import { useSignIn } from './use-sign-in.ts';
import './auth.css';

/** Before anybody is signed in. `endedBy` is why the last session ended, if it was not signed out here. */
export function SignInScreen({ endedBy }: { endedBy: Problem | null }) {
  const server = useServerStatus();
  const nowMs = useSecond();
  const { signIn, isBusy, problem } = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  useEffect(() => emailField.current?.focus(), []);
  const wait = waitText(problem, nowMs);
  const isOffline = server?.state === 'offline';

  const attempt = async (): Promise<void> => {
    if (!(await signIn(email, password))) passwordField.current?.select();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isBusy || wait !== null || email.trim() === '' || password === '') return;
    void attempt();
  };

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit} aria-labelledby="sign-in-title">
        <Wordmark />
        <h1 id="sign-in-title">Sign in</h1>
        {problem === null && wasEndedByOthers(endedBy) && endedBy ? (
          <Notice tone="warn" icon={<IconLogout2 size={16} aria-hidden />} title={endedBy.message}>
            {endedBy.next}
          </Notice>
        ) : null}
        {isOffline ? (
          <Notice tone="warn" icon={<IconCloudOff size={16} aria-hidden />} title="The server cannot be reached.">
            Deskline keeps trying {server.url}. You can sign in when it answers.
          </Notice>
        ) : null}
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          size="sm"
          data-autofocus
          ref={emailField}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label="Password"
          autoComplete="current-password"
          size="sm"
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {wait !== null && problem ? (
          <Notice tone="warn" isAlert icon={<IconHourglass size={16} aria-hidden />} title={problem.message}>
            You can try again in <span className="figure">{wait}</span>.
          </Notice>
        ) : null}
        {problem && wait === null && !isOver(problem, nowMs) ? <ProblemNotice problem={problem} /> : null}
        <Button type="submit" size="sm" loading={isBusy} disabled={wait !== null} fullWidth>
          {wait === null ? 'Sign in' : `Wait ${wait}`}
        </Button>
      </form>
      <p className="sign-in-foot muted">Forgotten your password? Your administrator can set a new one.</p>
    </main>
  );
}
