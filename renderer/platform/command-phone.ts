import type { PhoneCommand } from '../../shared/ipc/phone-snapshot.ts';
import { announce } from './announcer.ts';
import { invoke } from './bridge.ts';

/** Tells the phone what to do; a refusal is read out and shown by the next snapshot. */
export async function commandPhone(command: PhoneCommand): Promise<void> {
  const reply = await invoke('phone:command', command);
  if (!reply.ok) announce(`${reply.problem.message} ${reply.problem.next}`, 'assertive');
}
