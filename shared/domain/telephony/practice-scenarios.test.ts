import { describe, expect, it } from 'vitest';
import { practiceScenarioOf, practiceScenarios } from './practice-scenarios.ts';

describe('practice scenarios', () => {
  it('are chosen by the last seven digits, whatever the area code', () => {
    expect(practiceScenarioOf('+12125550100')?.code).toBe('person');
    expect(practiceScenarioOf('+16715550100')?.code).toBe('person');
    expect(practiceScenarioOf('+14155550102')?.code).toBe('busy');
  });

  it('leave every other number alone', () => {
    for (const number of ['+12125550111', '+12125560100', '+442075550100', '5550100', '+15550100'])
      expect(practiceScenarioOf(number)).toBeNull();
  });

  it('stay inside the numbers kept for fiction, each once', () => {
    expect(new Set(practiceScenarios.map((each) => each.subscriber)).size).toBe(practiceScenarios.length);
    for (const { subscriber } of practiceScenarios) expect(subscriber).toMatch(/^55501\d\d$/);
  });
});
