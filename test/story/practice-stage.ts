import path from 'node:path';
import type { Stack } from '../../build/run/stack.ts';
import { practiceFarEnd } from './practice-far-end.ts';
import type { Stage } from './story.ts';

/** The story's stage on the practice line: who answers there, and how its server is unplugged. */
export const practiceStage = (
  stack: Stack,
  profilesDir: string,
  { say, picture }: Pick<Stage, 'say' | 'picture'>,
): Stage => ({
  serverUrl: stack.serverUrl,
  stopServer: () => stack.server.stop(),
  startServer: async () => void (await stack.server.start()),
  farEnd: practiceFarEnd(stack.practiceUrl, stack.pbxSecret),
  agentSipUser: 'agent',
  agentProfileDir: path.join(profilesDir, 'agent'),
  supervisorProfileDir: path.join(profilesDir, 'supervisor'),
  answeringNumber: /5550100$/,
  say,
  picture,
});
