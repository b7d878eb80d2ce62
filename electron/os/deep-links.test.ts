import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../../shared/testing/seed.ts';
import { numberOfArguments, numberOfLink } from './deep-links.ts';

describe('numbers from links', () => {
  it.each([
    ['tel:+1-212-555-0100', '+12125550100'],
    ['tel:2125550100', '+12125550100'],
    ['TEL:(212)%20555-0100', '+12125550100'],
    ['tel:+12125550100;ext=7;phone-context=+1', '+12125550100'],
    ['tel://+12125550100', '+12125550100'],
    ['sip:+12125550100@pbx.example;user=phone', '+12125550100'],
    ['sips:+12125550100@pbx.example:5061?subject=x', '+12125550100'],
    ['callto:212.555.0100', '+12125550100'],
    ['+1 212 555 0100', '+12125550100'],
    ['tel:+442079460000', '+442079460000'],
    ['sip:alice@pbx.example', null],
    ['tel:', null],
    ['tel:911', '911'],
    ['sip:933@pbx.example', '933'],
    ['tel:9112125550100', null],
    ['911', null],
    ['tel:javascript:alert(1)', null],
    ['tel:%E0%A4%A', null],
    ['https://example.com/+12125550100', null],
    ['--user-data-dir=/tmp/12125550100', null],
    ['2125550100', null],
    [`tel:+1${'2'.repeat(300)}`, null],
  ])('%s → %s', (link, expected) => {
    expect(numberOfLink(link)).toBe(expected);
  });

  it('finds the first among arguments', () => {
    expect(numberOfArguments(['--flag', '/path/to/app', 'tel:212-555-0142', 'tel:212-555-0143'])).toBe('+12125550142');
    expect(numberOfArguments(['.'])).toBeNull();
  });

  it('gives E.164, an emergency number or nothing, whatever comes', () => {
    const seed = testSeed('links');
    assert(
      property(constantFrom('tel:', 'sip:', 'callto:', ''), string(), (scheme, text) => {
        const found = numberOfLink(scheme + text);
        expect(found === null || /^(\+[1-9]\d{1,14}|911|933)$/.test(found)).toBe(true);
      }),
      { seed, numRuns: 2000 },
    );
  });
});
