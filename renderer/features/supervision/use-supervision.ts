import { useMutation } from '@tanstack/react-query';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { SupervisionMode } from '../../../shared/contracts/supervision/supervision.contract.ts';
import { announce } from '../../platform/announcer.ts';
import { problemOf, request } from '../../platform/bridge.ts';
import { supervisionWords } from './supervision-words.ts';

const say = (error: unknown): void => {
  const problem = problemOf(error);
  announce(`${problem.message} ${problem.next}`, 'assertive');
};

/** Begins to listen, whisper or barge; the server gives the permit, the telephone system asks for it. */
export const useStartSupervision = () =>
  useMutation({
    mutationFn: async (start: { agentId: string; mode: SupervisionMode }) =>
      request('supervision:start', { ...start, clickedAtMs: systemClock.now() }),
    onError: say,
  });

/** Switches while it goes on: told to the server first, then to the telephone system. */
export const useSupervisionMode = () =>
  useMutation({
    mutationFn: async (mode: SupervisionMode) => request('supervision:set-mode', mode),
    onSuccess: ({ mode }) => announce(supervisionWords[mode].heard, 'assertive'),
    onError: say,
  });

export const useStopSupervision = () =>
  useMutation({ mutationFn: async () => request('supervision:stop', null), onError: say });

/** Ends an agent's call at the telephone system. */
export const useHangUpCall = () =>
  useMutation({
    mutationFn: async (call: { callId: string; reason: string }) => request('supervision:hang-up-call', call),
    onSuccess: () => announce('The call was ended', 'assertive'),
  });
