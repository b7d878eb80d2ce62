import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../shared/contracts/core/problem.ts';
import { createProblem } from '../../../shared/contracts/core/problem.ts';
import { invoke } from '../../platform/bridge.ts';

/** Plays one recorded message at a time on the system's output. */
export function useMessagePlayer() {
  const playing = useRef<{ sound: HTMLAudioElement; url: string } | null>(null);
  const [playingId, setPlayingId] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const stop = (): void => {
    if (!playing.current) return;
    playing.current.sound.pause();
    URL.revokeObjectURL(playing.current.url);
    playing.current = null;
  };
  useEffect(() => stop, []);
  const toggle = async (id: string): Promise<void> => {
    stop();
    setPlayingId(null);
    setProblem(null);
    if (playingId === id) return;
    const reply = await invoke('telephony:get-message-audio', id);
    if (!reply.ok) {
      setProblem(reply.problem);
      return;
    }
    const bytes = Uint8Array.from(atob(reply.value.wav_base64), (letter) => letter.charCodeAt(0));
    const url = URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }));
    const sound = new Audio(url);
    playing.current = { sound, url };
    sound.addEventListener('ended', () => setPlayingId(null), { once: true });
    setPlayingId(id);
    try {
      await sound.play();
    } catch {
      setPlayingId(null);
      setProblem(createProblem('local/unexpected', { message: 'This message could not be played.' }));
    }
  };
  return { playingId, problem, toggle };
}
