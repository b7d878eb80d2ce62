/** Rulebook F-12: 12 CFR 1006.2(j), (b), (d). The model message is comment 2(j)-1's. */
import { describe, expect, it } from 'vitest';
import { describeLimitedContentFault, findLimitedContentFaults } from './limited-content.ts';

const model = 'This is Robin Smith calling from ABC Inc. Please contact me or Jim Johnson at 1-800-555-1212.';
const faultsOf = (text: string) => findLimitedContentFaults(text, 'voicemail');
const missing = (text: string) => faultsOf(text).flatMap((each) => (each.kind === 'missing' ? [each.part] : []));
const notAllowed = (text: string) =>
  faultsOf(text).flatMap((each) => (each.kind === 'not-allowed' ? [each.sentence] : []));

describe('the table of F-12', () => {
  it('F-12 #1 the model message is one', () => {
    expect(faultsOf(model)).toEqual([]);
  });

  it('F-12 #2 so it is with date and time', () => {
    expect(faultsOf(`It is 4:15 p.m. on Wednesday, September 1. ${model}`)).toEqual([]);
  });

  it.each([
    'This is Robin Smith calling from ABC Inc. about an important matter. Please contact me at 1-800-555-1212.',
    'This is Robin Smith calling from the credit card receivables group of ABC Inc. Please contact me at 1-800-555-1212.',
    `${model} This call may be recorded.`,
  ])('F-12 #3 not with anything else: %s', (text) => {
    expect(notAllowed(text)).toHaveLength(1);
  });

  it('F-12 #4 not with a name that tells of debt collection, or without one', () => {
    expect(faultsOf(model.replace('ABC Inc.', 'ABC Collections.'))).toEqual([
      { kind: 'name-indicates-debt-collection', name: 'ABC Collections' },
    ]);
    expect(missing(model.replace(' calling from ABC Inc', ''))).toEqual(['business-name']);
  });

  it('F-12 #5 not the same words as a text message', () => {
    expect(findLimitedContentFaults(model, 'text-message')).toEqual([{ kind: 'not-a-voicemail' }]);
  });
});

describe('required parts', () => {
  it('are each missed', () => {
    expect(missing('Please contact Jim Johnson at 1-800-555-1212.')).toEqual(['business-name']);
    expect(missing('This is Robin Smith from ABC Inc. My number is 1-800-555-1212.')).toEqual(['request-to-reply']);
    expect(missing('This is ABC Inc. Please call us back at 1-800-555-1212.')).toEqual(['person-name']);
    expect(missing('This is Robin Smith from ABC Inc. Please call me back.')).toEqual(['phone-number']);
    expect(missing('')).toEqual(['business-name', 'request-to-reply', 'person-name', 'phone-number']);
  });

  it('say in words what is wrong', () => {
    expect(faultsOf('This is ABC Collections. It is about your debt.').map(describeLimitedContentFault)).toEqual([
      '“ABC Collections” tells that debts are collected',
      '“It is about your debt.” may not be said',
      'it does not ask to call back',
      'it does not name a person to ask for',
      'it gives no telephone number',
    ]);
  });
});

describe('what may be said', () => {
  it.each([
    'Hello, this is Maria Lopez calling from Northwind Services. Please call me back at (212) 555-0142.',
    'Good afternoon. My name is Ana-Lucía O’Brien and I am calling from Smith & Jones Associates, LLC. Please return my call at 212-555-0142 or 800-555-0143.',
    'Hi, this is Dr. J. Lee with PR Services. It is Monday, March 2nd, 2026 at 9 a.m. Please give me a call at 212.555.0142 between 9 a.m. and 5 p.m. Eastern time.',
    'This is PR Services calling. Please call 1-800-555-1212 and ask for Jim Johnson or Robin Smith.',
    'This is Robin Smith from ABC Inc. Please call me back at +1 800 555 1212, extension 12. Again, the number is 1-800-555-1212.',
    'This is Robin Smith from ABC Inc. You can reach me at 1-800-555-1212 Monday through Friday, from 8 am to 6 pm. Please call back.',
    `${model} If you call, you may speak to any representative or associate.`,
    'This is Robin Smith from ABC Inc. Please reply to this message on Tuesday before noon, at 1-800-555-1212.',
  ])('%s', (text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});

describe('what is tried to be said all the same', () => {
  it.each([
    ['urgency', `${model} This is urgent.`],
    ['a reason', `${model} It is regarding your account.`],
    ['a reason within the sentence', model.replace('contact me', 'contact me about your balance')],
    ['a reason written like a name', model.replace('Robin Smith', 'Robin Smith Regarding Debt')],
    ['a profession written like a name', model.replace('Robin Smith', 'Robin Smith Attorney')],
    ['a reason written like a business', model.replace('ABC Inc.', 'ABC Inc Regarding Your Account.')],
    ['a reason after the number', model.replace('1212.', '1212 about a personal business matter.')],
    ['a threat', `${model} Failure to respond will have consequences.`],
    ['whose debt it is', model.replace('ABC Inc', 'ABC Inc on behalf of First Bank')],
    ['a reference number', `${model} Your reference number is 445566.`],
    ['a web site', model.replace('1-800-555-1212', '1-800-555-1212 or abc.example')],
    ['an amount', `${model} You owe $400.`],
    ['that it is a debt collector', `${model} This is an attempt to collect a debt.`],
    ['a key to press', `Press 1 now. ${model}`],
    ['thanks', `${model} Thank you.`],
    ['a vanity number', model.replace('1-800-555-1212', '1-800-PAY-DEBT')],
    ['a legal matter', `${model} This is a legal matter.`],
    ['for whom it is', `This message is for John Doe. ${model}`],
    ['a question', `${model} Is this John Doe?`],
    ['a second language', `${model} Por favor llame.`],
    ['words without letters', `${model} $$$`],
    ['an empty promise', `${model} We can help you.`],
    ['haste', model.replace('Please contact me', 'Please contact me immediately')],
  ])('%s', (_what, text) => {
    expect(faultsOf(text).filter(({ kind }) => kind !== 'missing')).not.toEqual([]);
  });

  it.each([
    'Asset Recovery Group',
    'ABC Receivables LLC',
    'First Credit Bureau',
    'ABC Debt Solutions',
    'Loan Services Inc',
  ])('a business name that tells: %s', (name) => {
    expect(faultsOf(model.replace('ABC Inc', name))).toEqual([{ kind: 'name-indicates-debt-collection', name }]);
  });
});
