/** What the agent chose last, so that a restart in a break is still that break. Of the session it was chosen in only. */
import { z } from 'zod';
import { breakReasons } from '../../../shared/domain/agents/agent-states.ts';
import type { LocalDatabase } from '../../data/open-database.ts';

export const choiceSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('available') }),
  z.object({ state: z.literal('break'), reason: z.enum(breakReasons) }),
]);
export type Choice = z.output<typeof choiceSchema>;

export type AgentChoiceStore = {
  read: (userId: string, sessionId: string) => Choice | null;
  write: (userId: string, sessionId: string, choice: Choice) => void;
};

export function createAgentChoiceStore(database: LocalDatabase): AgentChoiceStore {
  const select = database.prepare<[string, string], { state: string; reason: string | null }>(
    'select state, reason from agent_choices where user_id = ? and session_id = ?',
  );
  const upsert = database.prepare(
    'insert or replace into agent_choices (user_id, session_id, state, reason) values (?, ?, ?, ?)',
  );
  return {
    read: (userId, sessionId) => {
      const parsed = choiceSchema.safeParse(select.get(userId, sessionId));
      return parsed.success ? parsed.data : null;
    },
    write: (userId, sessionId, choice) => {
      upsert.run(userId, sessionId, choice.state, choice.state === 'break' ? choice.reason : null);
    },
  };
}
