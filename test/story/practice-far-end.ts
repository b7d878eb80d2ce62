import {
  type ControlCommand,
  controlPath,
  type ControlQuestion,
  parseControlAnswer,
  type ControlAnswer,
} from '../../server/practice-line/control.schema.ts';
import type { PracticeScenarioCode } from '../../shared/domain/telephony/practice-scenarios.ts';

/** What a far end heard from the agent: loudest level of the last seconds in dBFS, and its dominant tone. */
export type FarEndAudio = { levelDbfs: number; toneHz: number | null };

/** The other side of a call, which can say what it hears. */
export type FarEnd = {
  /** What the newest call with this agent hears now; null before audio flows. */
  hears: (agent: string) => Promise<FarEndAudio | null>;
};

/** The practice line's own measure of what it hears. */
export function practiceFarEnd(
  practiceUrl: string,
  pbxSecret: string,
): {
  /** As a far end anywhere, and how many frames of 20 ms have come so far. */
  hears: (agent: string) => Promise<(FarEndAudio & { frames: number }) | null>;
  isHeld: (agent: string) => Promise<boolean>;
  isRegistered: (agent: string) => Promise<boolean>;
  ring: (agent: string, fromNumber: string, scenario: PracticeScenarioCode) => Promise<void>;
} {
  const ask = async <Command extends ControlCommand>(
    command: Command,
    question: ControlQuestion<Command>,
  ): Promise<ControlAnswer<Command>> => {
    const response = await fetch(new URL(controlPath(command), practiceUrl.replace(/^ws/, 'http')), {
      method: 'POST',
      headers: { authorization: `Bearer ${pbxSecret}`, 'content-type': 'application/json' },
      body: JSON.stringify(question),
    });
    if (!response.ok) throw new Error(`The practice line could not ${command}: ${await response.text()}`);
    return parseControlAnswer(command, await response.json());
  };
  const look = () => ask('list-calls', {});
  const newestOf = async (agent: string) => {
    const { calls } = await look();
    return calls
      .filter((call) => call.agent === agent)
      .toSorted((a, b) => a.started_at.localeCompare(b.started_at))
      .at(-1);
  };
  return {
    hears: async (agent) => {
      const audio = (await newestOf(agent))?.heard_from_agent;
      return audio ? { levelDbfs: audio.level_dbfs, toneHz: audio.tone_hz, frames: audio.frames } : null;
    },
    isHeld: async (agent) => (await newestOf(agent))?.is_held ?? false,
    isRegistered: async (agent) => (await look()).registered_agents.includes(agent),
    ring: async (agent, fromNumber, scenario) => {
      await ask('ring-agent', { agent, from_number: fromNumber, scenario });
    },
  };
}
