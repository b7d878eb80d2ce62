import { useEffect, useState } from 'react';
import { createProblem, type Problem } from '../../../shared/contracts/core/problem.ts';
import { invoke } from '../../platform/bridge.ts';

/** One sound at a time on the system's output; what was played before is let go. */
function createPlayer() {
  let current: { sound: HTMLAudioElement; url: string } | null = null;
  const stop = (): void => {
    if (!current) return;
    current.sound.pause();
    URL.revokeObjectURL(current.url);
    current = null;
  };
  return {
    stop,
    play: async (wavBase64: string, ended: () => void): Promise<void> => {
      stop();
      const bytes = Uint8Array.from(atob(wavBase64), (letter) => letter.charCodeAt(0));
      const url = URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }));
      const sound = new Audio(url);
      current = { sound, url };
      sound.addEventListener('ended', ended, { once: true });
      await sound.play();
    },
  };
}

/** Plays recorded messages; pressing again stops. */
export function useMessagePlayer() {
  const [player] = useState(createPlayer);
  const [playingId, setPlayingId] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => player.stop, [player]);
  const toggle = async (id: string): Promise<void> => {
    player.stop();
    setPlayingId(null);
    setProblem(null);
    if (playingId === id) return;
    const reply = await invoke('telephony:get-message-audio', id);
    if (!reply.ok) {
      setProblem(reply.problem);
      return;
    }
    setPlayingId(id);
    try {
      await player.play(reply.value.wav_base64, () => setPlayingId(null));
    } catch {
      setPlayingId(null);
      setProblem(createProblem('local/unexpected', { message: 'This message could not be played.' }));
    }
  };
  return { playingId, problem, toggle };
}
