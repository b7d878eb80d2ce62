/**
 * What happens when a number of the practice line is dialled. Practice numbers are `+1`, any area code, then
 * 555-0100 to 555-0110: the part of the numbering plan that is kept for fiction (555-0100 to 555-0199), so that a
 * practice call which escapes to the real network reaches nobody.
 */
export const practiceScenarios = [
  { subscriber: '5550100', code: 'person', title: 'A person answers and talks' },
  { subscriber: '5550101', code: 'voicemail', title: 'Voicemail with a beep; what is said after it is kept' },
  { subscriber: '5550102', code: 'busy', title: 'Busy' },
  { subscriber: '5550103', code: 'not-in-service', title: 'Not in service' },
  { subscriber: '5550104', code: 'rings-out', title: 'Rings out, nobody answers' },
  { subscriber: '5550105', code: 'hangs-up', title: 'Answers, then hangs up after five seconds' },
  { subscriber: '5550106', code: 'unavailable', title: 'Service unavailable' },
  { subscriber: '5550107', code: 'early-ringback', title: 'Ringback as early media, then a person' },
  { subscriber: '5550108', code: 'early-not-in-service', title: 'Not in service, announced as early media' },
  { subscriber: '5550109', code: 'test-tone', title: 'Test tone' },
  { subscriber: '5550110', code: 'asks-for-transfer', title: 'A person who asks to be transferred' },
] as const;

export type PracticeScenario = (typeof practiceScenarios)[number];
export type PracticeScenarioCode = PracticeScenario['code'];

/** The scenario behind a number in E.164 form, chosen by its last seven digits; null when it is no practice number. */
export function practiceScenarioOf(phoneNumber: string): PracticeScenario | null {
  const subscriber = /^\+1[2-9]\d{2}(\d{7})$/.exec(phoneNumber)?.[1];
  return practiceScenarios.find((each) => each.subscriber === subscriber) ?? null;
}
