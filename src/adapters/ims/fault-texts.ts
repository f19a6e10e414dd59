import { withoutValues } from '../masked-values.js';

interface Refusal {
  readonly field: string | null;
  readonly remedy: string;
}

interface KnownText extends Refusal {
  readonly text: RegExp;
  /**
   * Writes that surely wrote nothing when they were refused in these words: those that are known to say them, before they
   * begin. From any other the same words prove nothing: a row of the database that does not fit may as well turn up in the
   * middle of a bind, when half of it is done.
   */
  readonly surelyNothingBy: RegExp;
}

/** They put one row on file, as far as is known, and fail before it or with it. */
const ADDS = /^(?:Add|Update|AutoAdd)/;
const BINDS = /^BindQuote/;
const PRICES = /^(?:AddPremium|ImportExcelRater)/;
const SITE_PROCEDURE = /^Execute/;
const NONE = /(?!)/;

/**
 * The refusals of IMS that have been seen, with the part of the submission at fault and what to do about it. Everything
 * else that is not known to be passing (`passing-faults.ts`) leaves a write in doubt.
 */
const KNOWN_TEXTS: readonly KnownText[] = [
  {
    text: /FK_\w*BusinessTypes|foreign key.*businesstype/i,
    surelyNothingBy: ADDS,
    field: 'insured.businessType',
    remedy: 'map the business type to an id of this installation in the installation file',
  },
  {
    text: /foreign key.*chargecode/i,
    surelyNothingBy: ADDS,
    field: 'premium',
    remedy: 'map charge and state to a charge code of this installation in the installation file',
  },
  {
    text: /foreign key.*office/i,
    surelyNothingBy: ADDS,
    field: null,
    remedy: 'correct the offices or the premium office id in the installation file',
  },
  {
    text: /foreign key.*rater/i,
    surelyNothingBy: ADDS,
    field: null,
    remedy: 'correct the rater id in the product file',
  },
  {
    text: /foreign key/i,
    surelyNothingBy: ADDS,
    field: null,
    remedy:
      'an id of the installation or product file does not exist in this policy system: correct it',
  },
  {
    text: /producer line setup/i,
    surelyNothingBy: BINDS,
    field: 'producer',
    remedy: 'have the producer set up for the line and the dates, or choose another producer',
  },
  {
    text: /maximum backdate allowance/i,
    surelyNothingBy: BINDS,
    field: 'effectiveDate',
    remedy:
      'choose a later effective date, or have the backdate allowance of the company line raised',
  },
  {
    text: /installment billing information not found/i,
    surelyNothingBy: BINDS,
    field: 'paymentPlan',
    remedy: 'verify that premium is booked, and choose a plan that is set up for the company line',
  },
  {
    text: /invalid optionid/i,
    surelyNothingBy: BINDS,
    field: null,
    remedy:
      'the quote has no option: have the company line and its details set up, then run the step again',
  },
  {
    text: /can not issue an unbound policy/i,
    surelyNothingBy: /^IssuePolicy/,
    field: null,
    remedy: 'bind the quote first',
  },
  {
    text: /can't modify premiums on a bound policy/i,
    surelyNothingBy: PRICES,
    field: 'premium',
    remedy: 'the policy is bound: change its premium by an endorsement',
  },
  {
    text: /would be truncated/i,
    surelyNothingBy: ADDS,
    field: null,
    remedy: 'a text is longer than the policy system keeps: shorten it, then run the step again',
  },
  {
    text: /permission was denied|not authorized to|access is denied/i,
    surelyNothingBy: SITE_PROCEDURE,
    field: null,
    remedy:
      'have the user of Bindery allowed to do this in the policy system, then run the step again',
  },
  {
    text: /maximum request length exceeded/i,
    surelyNothingBy: NONE,
    field: null,
    remedy: 'have the web server of the policy system take larger requests, or send a smaller file',
  },
  {
    text: /spAddExternalQuoteLink/i,
    surelyNothingBy: /^UpdateExternalQuoteId/,
    field: null,
    remedy:
      'have the procedure installed, or say in the installation file (linksReferences) which procedure links instead, or that none does',
  },
  {
    text: /could not find stored procedure/i,
    surelyNothingBy: SITE_PROCEDURE,
    field: null,
    remedy: 'have the procedure installed, or set it to null in the installation file',
  },
  {
    text: /key\/value pairs|expects parameter '/i,
    surelyNothingBy: SITE_PROCEDURE,
    field: null,
    remedy: 'the site procedure takes other parameters than those documented for it: align the two',
  },
  {
    text: /object reference not set/i,
    // It says nothing of what was written before the row that was not found.
    surelyNothingBy: NONE,
    field: null,
    remedy:
      'the policy system met bad input without saying which: compare the submission with its set-up',
  },
  {
    text: /correct format|not a valid .* value|error in XML document/i,
    surelyNothingBy: NONE,
    field: null,
    remedy:
      'a value had a format that the policy system does not read: report this as a defect of Bindery',
  },
];

/** Refusals that hold nothing of a request, whatever was sent. */
const KNOWN_SENTENCES: readonly RegExp[] = [
  /^Object reference not set to an instance of an object\.$/,
  /^Effective date exceeds the maximum backdate allowance \(\d+ days\) for this company\/line setup\.$/,
  /^No producer line setup could be found for this producer location or it is outside of the Effective Period\.$/,
  /^Installment billing information not found for quote ID \d+$/,
  /^Invalid OptionID specified$/,
  /^Can not issue an unbound policy$/,
  /^Can't modify premiums on a bound policy$/,
];

const UNKNOWN_TEXT: Omit<KnownText, 'text'> = {
  field: null,
  remedy: 'this text is not known to Bindery: ask the owner of the policy system what it means',
  surelyNothingBy: NONE,
};

/** Everything that a person is told to do about a refusal; each must lead on. @internal */
export const KNOWN_REMEDIES: readonly string[] = [...KNOWN_TEXTS, UNKNOWN_TEXT].map(
  ({ remedy }) => remedy,
);

/** What ASP.NET says before it hands a request to the service: nothing of it ran. */
const NEVER_RAN =
  /unable to read request|did not recognize the value of http header|soap version mismatch|request format is unrecognized|maximum request length exceeded/i;

const TOKEN_REFUSED = /^token is not valid\.?$/i;
/** The same in words that nobody has seen yet; they may as well speak of what the code behind a service logs in to. */
const TOKEN_REFUSED_PERHAPS: readonly RegExp[] = [
  /token is not valid|ip address.*match|match.*ip address/i,
  /\bip[ -]?address.*\b(?:changed|different|differs|another|other|not the)\b|\b(?:changed|different|differs|another|other)\b.*\bip[ -]?address/i,
  /\b(?:token|log-?in|log-?on|session)\b.{0,60}\b(?:invalid|expired?|not (?:be )?(?:found|valid|recogni[sz]ed|known|accepted|active)|unknown|revoked|refused|rejected|ended|no longer|does not exist|missing|required|timed out|(?:an)?other address|different address)\b/i,
  /\b(?:invalid|expired|unknown|revoked|missing|no (?:such|valid))\b.{0,20}\b(?:token|session)\b/i,
  /\bnot (?:logged|signed) (?:in|on)\b|\bplease log ?(?:in|on)\b/i,
];
/** What speaks of other tokens and sessions: of those of a parser, of .NET, and of SQL Server. */
const OTHER_TOKEN =
  /unexpected token|cancellationtoken|token \S+ in state|syntax|parser|sqlexception/i;
const LONGEST_REASON = 300;
/** Ample for a chain of exceptions; an endless line would take the patterns for ever. */
const LONGEST_LINE = 4_000;
const EXCEPTION = /^(?:[\w.]+\.)?\w*Exception(?: \(0x[\da-f]+\))?:\s*/i;
/** With the type behind it, because a value of the request may hold an arrow too. */
const NEXT_IN_CHAIN = new RegExp(String.raw`--->\s*(?=${EXCEPTION.source.slice(1)})`, 'i');

/**
 * Whether a fault refuses the token of the call.
 *
 * @returns `surely` when the call never ran: a token is looked at before anything else. `perhaps` where the words are a
 *   guess: a new token helps if it is right, and what the call did is not known if it is wrong
 */
export function tokenRefused(faultText: string): 'surely' | 'perhaps' | 'no' {
  if (TOKEN_REFUSED.test(messageOf(faultText))) return 'surely';
  const line = firstLine(faultText);
  const isGuessed =
    !OTHER_TOKEN.test(line) && TOKEN_REFUSED_PERHAPS.some((words) => words.test(line));
  return isGuessed ? 'perhaps' : 'no';
}

/**
 * What IMS wanted to say: the innermost message of the exception chain up to the first line break, without stack and
 * exception types. It may repeat personal data; `reasonOf` does not.
 */
export function messageOf(faultText: string): string {
  return (firstLine(faultText).split(NEXT_IN_CHAIN).at(-1) ?? '').trim().replace(EXCEPTION, '');
}

/**
 * A message for an operator to read. Only sentences that are known word for word are passed on as they are; from any
 * other one, whatever may be a value of the request is taken out.
 *
 * @param sent the texts of the request
 */
export function reasonOf(message: string, sent: readonly string[]): string {
  const isKnown = KNOWN_SENTENCES.some((sentence) => sentence.test(message));
  const masked = isKnown ? message : withoutValues(message, sent);
  return masked === '' ? 'no reason given' : masked.slice(0, LONGEST_REASON);
}

/** The field and the remedy for a refusal, by its message. */
export function refusalFor(message: string): Refusal {
  const { field, remedy } = knownTextOf(message);
  return { field, remedy };
}

/** True when an operation that was refused with this fault surely wrote nothing. */
export function provesNothingWritten(faultText: string, operation: string): boolean {
  if (NEVER_RAN.test(firstLine(faultText))) return true;
  return knownTextOf(messageOf(faultText)).surelyNothingBy.test(operation);
}

function knownTextOf(message: string): Omit<KnownText, 'text'> {
  return KNOWN_TEXTS.find(({ text }) => text.test(message)) ?? UNKNOWN_TEXT;
}

function firstLine(text: string): string {
  return /^[^\r\n]*/.exec(text.trim().slice(0, LONGEST_LINE))?.[0] ?? '';
}
