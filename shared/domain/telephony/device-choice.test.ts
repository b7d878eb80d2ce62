import { describe, expect, it } from 'vitest';
import { findChosen, hardwareBehind, nameOf, systemDefault } from './device-choice.ts';

type Device = Parameters<typeof hardwareBehind>[0];
const output = (id: string, label: string, groupId: string): Device => ({ id, label, groupId, kind: 'audiooutput' });
const jabra = output('a1', 'Headset (Jabra Evolve2 65) (0b0e:030c)', 'g-jabra');
const builtIn = output('b1', 'Speakers (Realtek Audio)', 'g-realtek');
const standard = output('default', 'Default - Speakers (Realtek Audio)', 'g-realtek');
const devices = [standard, jabra, builtIn];

describe('the name of a device', () => {
  it.each([
    ['Default - Speakers (Realtek Audio)', 'Speakers (Realtek Audio)'],
    ['Communications - Headset (2- Jabra Link 380)', 'Headset (Jabra Link 380)'],
    ['Jabra Evolve2 65 (0b0e:030c)', 'Jabra Evolve2 65'],
  ])('of %s is %s', (label, name) => {
    expect(nameOf({ label })).toBe(name);
  });
});

describe('a chosen device', () => {
  it('is found by its id', () => {
    expect(findChosen(jabra, 'audiooutput', devices)).toBe(jabra);
  });

  it('is found by label when port and run have changed id and group', () => {
    const moved = output('z9', 'Headset (3- Jabra Evolve2 65) (0b0e:030c)', 'g-other');
    expect(findChosen(jabra, 'audiooutput', [standard, builtIn, moved])).toBe(moved);
  });

  it('is the right one of two twins', () => {
    const twin = output('a2', jabra.label, 'g-twin');
    expect(findChosen({ ...jabra, id: 'gone' }, 'audiooutput', [twin, jabra])).toBe(jabra);
    expect(findChosen({ ...twin, id: 'gone' }, 'audiooutput', [twin, jabra])).toBe(twin);
  });

  it('is not taken for another one, a default or the other kind', () => {
    expect(findChosen(jabra, 'audiooutput', [standard, builtIn])).toBeNull();
    expect(findChosen(builtIn, 'audiooutput', [standard])).toBeNull();
    expect(findChosen(jabra, 'audioinput', devices)).toBeNull();
  });

  it('is not another device that was given its old id', () => {
    const stranger = output('a1', 'USB Audio', 'g-usb');
    const moved = { ...jabra, id: 'z9' };
    expect(findChosen(jabra, 'audiooutput', [stranger, moved])).toBe(moved);
  });
});

describe("the system's default", () => {
  const communications = output('communications', 'Communications - Headset (Jabra Evolve2 65)', 'g-jabra');

  it('for calls is the one for communications where there is one, for the ring it never is', () => {
    expect(systemDefault('audiooutput', 'call', [communications, ...devices])).toBe(communications);
    expect(systemDefault('audiooutput', 'ring', [communications, ...devices])).toBe(standard);
    expect(systemDefault('audiooutput', 'call', devices)).toBe(standard);
    expect(systemDefault('audioinput', 'call', devices)).toBeNull();
  });

  it('stands for a piece of hardware', () => {
    expect(hardwareBehind(standard, devices)).toBe(builtIn);
    expect(hardwareBehind(communications, devices)).toBe(jabra);
    expect(hardwareBehind(standard, [standard])).toBe(standard);
  });
});
