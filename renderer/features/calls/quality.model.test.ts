import { describe, expect, it } from 'vitest';
import { ago, fakeId } from '../../testing/fake-data.ts';
import { fakeQuality } from '../../testing/fake-telephony.ts';
import { columnsOf, qualitySentence, withPoint } from './quality.model.ts';

const points = fakeQuality(fakeId(1));
const [first] = points;
if (!first) throw new Error('The fake quality is empty');

describe('the quality of a call', () => {
  it('grows by one point a second, leaves out what is late or double, and keeps five minutes', () => {
    const next = { ...first, at: ago(-1 / 60) };
    expect(withPoint(points, next)).toHaveLength(points.length + 1);
    expect(withPoint(points, first)).toBe(points);
    const many = Array.from({ length: 400 }, (_, index) => ({ ...first, at: ago(-index / 60) })).reduce(
      (kept: readonly (typeof first)[], point) => withPoint(kept, point),
      [],
    );
    expect(many).toHaveLength(300);
  });

  it('draws a hole in the measuring as a gap, not as a line', () => {
    const [, values] = columnsOf([first, { ...first, at: ago(3) }], 'mos');
    expect(values).toEqual([first.mos, null, first.mos]);
    expect(columnsOf(points, 'rtt_ms')[1]).not.toContain(null);
  });

  it('says in words what the graph shows', () => {
    expect(qualitySentence([])).toBe('Nothing has been measured yet.');
    expect(qualitySentence(points)).toMatch(/^Now 4\.\d\. Lowest 3\.\d at .+\. \d+ s below 4\.0, \d+ s below 3\.5\.$/);
  });
});
