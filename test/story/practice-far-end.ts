import { z } from 'zod';

/** What a far end heard from the agent: loudest level of the last seconds in dBFS, and its dominant tone. */
export type FarEndAudio = { levelDbfs: number; toneHz: number | null };

/** The other side of a call, which can say what it hears. */
export type FarEnd = {
  /** What the newest call with this agent hears now; null before audio flows. */
  hears: (agent: string) => Promise<FarEndAudio | null>;
};

const callsSchema = z.object({
  registered_agents: z.array(z.string()),
  calls: z.array(
    z.object({
      agent: z.string(),
      state: z.string(),
      is_held: z.boolean(),
      started_at: z.string(),
      heard_from_agent: z
        .object({ level_dbfs: z.number(), tone_hz: z.number().nullable(), frames: z.int() })
        .nullable(),
    }),
  ),
});

/** The practice line's own measure of what it hears. */
export function practiceFarEnd(
  practiceUrl: string,
  pbxSecret: string,
): {
  /** As a far end anywhere, and how many frames of 20 ms have come so far. */
  hears: (agent: string) => Promise<(FarEndAudio & { frames: number }) | null>;
  isHeld: (agent: string) => Promise<boolean>;
  isRegistered: (agent: string) => Promise<boolean>;
  ring: (agent: string, fromNumber: string, scenario: string) => Promise<void>;
} {
  const http = practiceUrl.replace(/^ws/, 'http');
  const headers = { authorization: `Bearer ${pbxSecret}`, 'content-type': 'application/json' };
  const look = async () => {
    const response = await fetch(`${http}/practice/calls`, { headers });
    return callsSchema.parse(await response.json());
  };
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
      const response = await fetch(`${http}/practice/incoming-call`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ agent, from_number: fromNumber, scenario }),
      });
      if (response.status !== 201)
        throw new Error(`The practice line could not ring ${agent}: ${await response.text()}`);
    },
  };
}
