import { describe, expect, it } from 'vitest';
import type { AudioDevice } from '../../../shared/ipc/phone-snapshot.ts';
import { type AudioChoices, changedRoles, routeFor, sentenceAbout } from './audio-route.ts';

const pair = (name: string, group: string): AudioDevice[] => [
  { id: `${group}-in`, label: name, groupId: group, kind: 'audioinput' },
  { id: `${group}-out`, label: name, groupId: group, kind: 'audiooutput' },
];
const defaultTo = (group: string): AudioDevice[] => [
  { id: 'default', label: 'Default', groupId: group, kind: 'audioinput' },
  { id: 'default', label: 'Default', groupId: group, kind: 'audiooutput' },
];
const headset = pair('Jabra Evolve2 65', 'jabra');
const builtIn = pair('Built-in Audio', 'built-in');
const choice = ([input, output]: AudioDevice[]): AudioChoices => ({
  microphone: input ?? null,
  speaker: output ?? null,
  ringer: null,
});
const nothing: AudioChoices = { microphone: null, speaker: null, ringer: null };
const both = [...defaultTo('built-in'), ...headset, ...builtIn];
const withoutHeadset = [...defaultTo('built-in'), ...builtIn];

const change = (choices: AudioChoices, before: AudioDevice[] | null, after: AudioDevice[]): string | null =>
  sentenceAbout(choices, before && routeFor(choices, before), routeFor(choices, after));

describe('where sound goes', () => {
  it('is the chosen device while it is plugged in, the default after that', () => {
    const choices = choice(headset);
    expect(routeFor(choices, both)).toMatchObject({
      microphone: { deviceId: 'jabra-in', basis: 'chosen' },
      speaker: { deviceId: 'jabra-out', basis: 'chosen' },
      ringer: { deviceId: 'default', basis: 'default', name: 'Built-in Audio' },
    });
    expect(routeFor(choices, withoutHeadset)).toMatchObject({
      microphone: { deviceId: 'default', basis: 'next-best', name: 'Built-in Audio' },
    });
    expect(routeFor(choices, [])).toEqual({ microphone: null, speaker: null, ringer: null });
  });

  it('follows the default where nothing was chosen', () => {
    const moved = [...defaultTo('jabra'), ...headset, ...builtIn];
    expect(changedRoles(routeFor(nothing, both), routeFor(nothing, moved))).toEqual([
      'microphone',
      'speaker',
      'ringer',
    ]);
    expect(changedRoles(routeFor(choice(headset), both), routeFor(choice(headset), moved))).toEqual(['ringer']);
    expect(changedRoles(routeFor(nothing, both), routeFor(nothing, both))).toEqual([]);
  });
});

describe('what is said', () => {
  it.each([
    ['unplugging', choice(headset), both, withoutHeadset, 'Jabra Evolve2 65 was unplugged; Built-in Audio is used'],
    ['plugging in again', choice(headset), withoutHeadset, both, 'Jabra Evolve2 65 is plugged in again and is used'],
    [
      'a start without the chosen one',
      choice(headset),
      null,
      withoutHeadset,
      'Jabra Evolve2 65 is not plugged in; Built-in Audio is used',
    ],
    [
      'the last device gone',
      choice(headset),
      both,
      [],
      'Jabra Evolve2 65 was unplugged; there is no other microphone and speaker',
    ],
    [
      "another default of the system's",
      nothing,
      both,
      [...defaultTo('jabra'), ...headset, ...builtIn],
      'The system changed its sound devices; Jabra Evolve2 65 is used now',
    ],
    ['a start with everything there', choice(headset), null, both, null],
    ['a device nobody uses', choice(builtIn), both, withoutHeadset, null],
  ])('about %s', (_, choices, before, after, sentence) => {
    expect(change(choices, before, after)).toBe(sentence);
  });

  it('names each role when they differ', () => {
    const camera: AudioDevice = { id: 'cam', label: 'Webcam', groupId: 'cam', kind: 'audioinput' };
    const after: AudioDevice[] = [
      { id: 'default', label: 'Default', groupId: 'cam', kind: 'audioinput' },
      camera,
      ...withoutHeadset.filter(({ kind }) => kind === 'audiooutput'),
    ];
    expect(change(choice(headset), both, after)).toBe(
      'Jabra Evolve2 65 was unplugged; the microphone is now Webcam and the speaker is now Built-in Audio',
    );
  });
});
