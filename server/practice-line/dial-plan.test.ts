import { describe, expect, it } from 'vitest';
import { destinationOf } from './dial-plan.ts';

describe('the dial plan', () => {
  it.each([
    ['911', { to: 'emergency' }],
    ['933', { to: 'emergency' }],
    ['echo', { to: 'echo' }],
    ['voicemail', { to: 'voicemail' }],
    ['conference-0190a1', { to: 'conference', room: '0190a1' }],
    ['park-701', { to: 'park', place: '701' }],
    ['pick-up-701', { to: 'pick-up', place: '701' }],
    ['supervise-maya.ortiz', { to: 'supervise', agent: 'maya.ortiz' }],
    ['queue-support', { to: 'queue', queue: 'support' }],
    ['maya.ortiz', { to: 'agent', agent: 'maya.ortiz' }],
    ['+12125550100', { to: 'number', phoneNumber: '+12125550100' }],
    ['5550109', { to: 'number', phoneNumber: '5550109' }],
    ['**5550109', { to: 'number', phoneNumber: '**5550109' }],
    ['#31#5550109', { to: 'number', phoneNumber: '#31#5550109' }],
  ])('takes %s for what it is', (user, destination) => {
    expect(destinationOf(user)).toEqual(destination);
  });

  it.each(['91100', '*67#1', '+', '+911', '+1 911', '#911#'])('lets %s not around the gate', (user) => {
    expect(destinationOf(user).to).toBe('number');
  });

  it.each(['park-', 'park-12345', 'park-7a', 'conference-', 'conference-a/b', 'queue-', 'supervise-'])(
    'knows no service %s',
    (user) => {
      expect(destinationOf(user)).toEqual({ to: 'agent', agent: user });
    },
  );
});
