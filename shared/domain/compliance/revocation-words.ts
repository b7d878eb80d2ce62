/**
 * Words that revoke consent. The rule names some (47 CFR 64.1200(a)(10)); any others count if a reasonable person reads them so, and
 * nobody may insist on exclusive ones. Written as `plainText` leaves a text: lower case, no accents, apostrophes or punctuation.
 */

/** An answer of exactly one of these is a revocation by the rule itself. */
export const namedWords = ['stop', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel', 'unsubscribe'] as const;

/** Answers of one or two words that mean the same, in English and Spanish. */
export const otherWords: ReadonlySet<string> = new Set(
  'stopall|stop all|end all|unsub|remove|no more|stop it|go away|enough|alto|parar|pare|paren|basta|cancelar|no mas|baja'.split(
    '|',
  ),
);

const not = '(?:do not|dont|never|no longer)';
/** What may stand between "do not" and "call". */
const between =
  '(?: (?:you|ever|want|wish|like|need|to|for|be|being|keep|receive|get|send|sending|have|any|more|your|these|this|the|me|us|other|further|so|many|please|again|by|of|getting|sms|phone|automated|automatic|recorded))*';
const contact =
  '(?:(?:robo ?)?call(?:s|ed|ing)?|(?:robo ?)?text(?:s|ed|ing)?|messag(?:e|es|ed|ing)|e ?mail(?:s|ed|ing)?|contact(?:ed|ing)?|voice ?mails?|notifications?|communications?)';
const number = '(?:number|phone|cell|mobile|address|email|name|info|information|contact)';
const permission = '(?:consent|permission|authorization)';

export const plainWords: readonly RegExp[] = [
  new RegExp(`\\b${not}${between} ${contact}\\b`),
  new RegExp(`\\b${not}${between} (?:write( to)?|bother|harass|disturb|reach out to) (?:me|us|this)\\b`),
  new RegExp(`\\b(?:stop|quit|cease|no more|enough with|enough of)${between} ${contact}\\b`),
  /\b(?:stop|quit|cease) (?:writing|bothering|harassing|spamming|this|it)\b/,
  new RegExp(`\\b(?:lose|delete|forget|remove|erase|scrub|drop) (?:my|this|our)(?: ${number})+\\b`),
  /\b(?:take|get|keep) (?:me|us|my \w+|this \w+) off\b/,
  /\bremove me\b/,
  /\bleave (?:me|us) (?:alone|be)\b/,
  /\bf\w*k off\b/,
  /\bnot interested\b(?! in (?!your|these|any|this))/,
  /\bopt(?:ing|ed)? (?:me |us |this number )?out\b/,
  new RegExp(`\\b(?:withdraw|rescind|revoke|take back|cancel)(?: \\w+){0,2} ${permission}\\b`),
  new RegExp(`\\b(?:never|did not|didnt|do not|dont|no)(?: \\w+){0,3} ${permission}\\b`),
  /\bcease and desist\b/,
  /\bwrong (?:number|person)\b/,
  /\bno (?:me|nos) (?:vuelv\w+ a )?(?:llam|mand|envi|escrib|contact|molest)\w*/,
  /\b(?:deja|deje|dejen|pare|paren|para) de (?:llamar|mandar|enviar|escribir|molestar|contactar)\w*/,
  /\bno quiero (?:mas|recibir|que me)\b/,
  /\b(?:quite|quiten|borre|borren|elimine|eliminen)(?:me\b| mi numero\b)/,
  /\bdeje?n?me en paz\b/,
  /\bnumero equivocado\b/,
];

/** They reached somebody else: more than consent is wrong here. */
export const wrongPersonWords: readonly RegExp[] = [/\bwrong (?:number|person)\b/, /\bnumero equivocado\b/];
