/**
 * F-13: who is calling, and that it is about a debt (12 CFR 1006.18(e), 1006.14(g)). The long form in the initial communication about
 * a debt, and again in the first written one; the short form afterwards; in each language that is used (comment 18(e)(4)-1). Nobody
 * knows before a call in which language it will be held: it asks for English, and for the language the person prefers where we have
 * words in it. A limited-content message and the question where somebody is are no communication with the consumer about the debt.
 */
import type { ContactAction } from '../facts/action.ts';
import type { ContactFacts } from '../facts/facts.ts';
import { isTelephoneCall } from '../facts/fields.ts';
import { asksOnlyForLocation, isConsumer, isProfessional } from '../recipients.ts';
import { type Obligation, defineRule } from '../rule.ts';

type Form = 'initial' | 'subsequent';

const words: Readonly<Record<Form, Readonly<Record<string, string>>>> = {
  initial: {
    en: 'This is an attempt to collect a debt. Any information obtained will be used for that purpose.',
    es: 'Este es un intento de cobrar una deuda. Toda información que se obtenga se usará para ese fin.',
  },
  subsequent: {
    en: 'This communication is from a debt collector.',
    es: 'Esta comunicación es de un cobrador de deudas.',
  },
};
const citations: Readonly<Record<Form, string>> = {
  initial: '12 CFR 1006.18(e)(1)',
  subsequent: '12 CFR 1006.18(e)(2)',
};

/** The notice in one language; one that we have no words in is asked for by its name. */
function miniMiranda(form: Form, language: string): Obligation {
  const ownWords = words[form][language];
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  return {
    code: language === 'en' ? `mini-miranda.${form}` : `mini-miranda.${form}-${language}`,
    title: language === 'en' ? 'Mini-Miranda' : `Mini-Miranda in ${name}`,
    text: ownWords ?? `In ${name}: "${words[form]['en'] ?? ''}"`,
    citation: citations[form],
  };
}

/** Messages that must hold nothing else, or are no communication at all. */
const silentClasses: ReadonlySet<string> = new Set(['limited-content', 'opt-out-confirmation']);

const isSilent = (action: ContactAction): boolean =>
  silentClasses.has(action.message?.messageClass ?? '') || asksOnlyForLocation(action) || !isConsumer(action.recipient);

/** A call of ours to counsel, the creditor and the like; 12 CFR 1006.14(g) asks of every call but the search for a location. */
const isCallToProfessional = (action: ContactAction): boolean =>
  isTelephoneCall(action.channel) &&
  isProfessional(action.recipient) &&
  action.direction === 'outbound' &&
  !asksOnlyForLocation(action) &&
  !silentClasses.has(action.message?.messageClass ?? '');

/** The languages of the words, else those in which a call may be held. */
function languagesOf({ action, person }: ContactFacts): string[] {
  const ofMessage = action.message?.languages ?? [];
  if (ofMessage.length > 0) return [...new Set(ofMessage)];
  const preferred = isTelephoneCall(action.channel) ? (person?.language ?? 'en') : 'en';
  return preferred !== 'en' && words.initial[preferred] !== undefined ? ['en', preferred] : ['en'];
}

/** Initial for a debt that was never spoken or written of; a written one also when nothing was written before. */
function isInitial({ action, history }: ContactFacts): boolean {
  if (action.debtIds.length === 0) return true;
  const before = isTelephoneCall(action.channel) ? history.communicatedDebtIds : history.writtenDebtIds;
  return action.debtIds.some((debtId) => !before.includes(debtId));
}

export const disclosures = defineRule<Readonly<Record<string, never>>>(
  {
    id: 'F-13',
    title: 'Identity and mini-Miranda',
    citation: '12 CFR 1006.18(e), 1006.14(g); 15 USC 1692e(11)',
    isPolicy: false,
  },
  (facts) => {
    const { action, actor, person } = facts;
    const isAnswered = action.direction === 'inbound';
    const identity: Obligation = {
      code: 'identity.say',
      title: isAnswered ? 'Who is speaking' : 'Who is calling',
      text: isAnswered
        ? `My name is ${actor.agentName}. You have reached ${actor.organizationName}.`
        : `My name is ${actor.agentName} and I am calling from ${actor.organizationName}.`,
      citation: '12 CFR 1006.14(g)',
    };
    if (isCallToProfessional(action)) {
      return {
        verdict: 'require',
        reason: 'The mini-Miranda is for the consumer; whoever is called is told who calls.',
        citation: '12 CFR 1006.14(g)',
        obligations: [identity],
        facts: { is_initial_communication: null },
      };
    }
    if (isSilent(action)) {
      return {
        verdict: 'allow',
        reason: 'Nothing is said about a debt here, and nothing may be.',
        facts: { is_initial_communication: null },
      };
    }
    const isFirst = isInitial(facts);
    const languages = languagesOf(facts);
    const notices = languages.map((language) => miniMiranda(isFirst ? 'initial' : 'subsequent', language));
    const rightParty: Obligation = {
      code: 'right-party.confirm',
      title: 'Right party',
      text: person === null ? 'May I ask whom I am speaking with?' : `May I speak with ${person.fullName}?`,
      citation: '12 CFR 1006.6(d)(1)',
    };
    const isCall = isTelephoneCall(action.channel);
    const known = isCall ? '' : ' in writing';
    return {
      verdict: 'require',
      reason: isFirst
        ? `First communication${known} about this debt: ${isCall ? 'say the full notice once the right party has confirmed who they are' : 'it carries the full notice'}.`
        : `There has been a communication${known} before: ${isCall ? 'say' : 'it says'} that this is a debt collector.`,
      obligations: isCall ? [rightParty, identity, ...notices] : notices,
      facts: { is_initial_communication: isFirst, languages },
    };
  },
);
