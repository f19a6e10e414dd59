import { formatCents, type Cents } from '../money/cents.js';
import type { TermName } from '../workflow-ids.js';

/** In what a system and the term differ. */
export const DIFFERENCE_CODES = [
  'missingInPolicySystem',
  'datesInPolicySystem',
  'doneByHand',
  'cancellationInPolicySystem',
  'premiumInPolicySystem',
  'invoicesInPolicySystem',
  'missingInBilling',
  'datesInBilling',
  'cancellationInBilling',
  'chargesInBilling',
  'invoicesInBilling',
  'moneyInBilling',
  'confirmation',
  'unknownHere',
] as const;
export type DifferenceCode = (typeof DIFFERENCE_CODES)[number];

/** What stands in one place on both sides, in words; amounts in cents, too. */
export interface Compared {
  readonly what: string;
  /** In the policy system, or in billing. */
  readonly there: string;
  /** In Bindery. */
  readonly here: string;
  readonly thereCents?: Cents;
  readonly hereCents?: Cents;
}

/** What may be done by itself: repeated it does no harm, and it takes nothing away from anybody. */
export type Repair =
  /** The term tells billing again that it is confirmed. */
  | { readonly kind: 'acknowledge' }
  /** The term is told what was done by hand in the policy system. */
  | { readonly kind: 'sync' }
  /** The transaction that bound the term books it in billing again. */
  | { readonly kind: 'book'; readonly transaction: string };

/** Two systems do not agree. */
export interface Difference {
  readonly code: DifferenceCode;
  readonly sides: readonly Compared[];
  /** Null where a person has to decide. */
  readonly repair: Repair | null;
}

/** A difference of one policy. */
export interface FoundDifference extends Difference {
  readonly policyNumber: string;
  /** Null of a policy that no term here has. */
  readonly termNumber: number | null;
}

/** Amounts on both sides. */
export function amounts(what: string, thereCents: Cents, hereCents: Cents): Compared {
  const [there, here] = [formatCents(thereCents), formatCents(hereCents)];
  return { what, there, here, thereCents, hereCents };
}

/** Words on both sides. */
export function words(what: string, there: string, here: string): Compared {
  return { what, there, here };
}

/** A difference for a person to settle; none where nothing differs. */
export function differenceIn(
  code: DifferenceCode,
  sides: readonly Compared[],
): readonly Difference[] {
  return sides.length === 0 ? [] : [{ code, sides, repair: null }];
}

const MOST_ROWS = 6;

/** A difference as a person is asked about it: both sides, and how it is settled. @param tried why it stands still, in a sentence */
export function differenceText(
  { code, sides }: Difference,
  term: TermName,
  tried: string | null = null,
): string {
  const other = isOfBilling(code) ? 'billing' : 'the policy system';
  const shown = sides
    .slice(0, MOST_ROWS)
    .map(({ what, there, here }) => `${what}: ${there} in ${other}, ${here} here`);
  const more = sides.length > MOST_ROWS ? `; and ${sides.length - MOST_ROWS} more` : '';
  const name = `${term.policyNumber}-${term.termNumber}`;
  const why = tried === null ? '' : `${tried} `;
  return `${IN_WORDS[code]} (term ${name}). ${shown.join('; ')}${more}. ${why}${REMEDIES[code]}`.trim();
}

function isOfBilling(code: DifferenceCode): boolean {
  return code === 'confirmation' || code.endsWith('InBilling');
}

const IN_WORDS: Readonly<Record<DifferenceCode, string>> = {
  missingInPolicySystem: 'The policy system does not have the policy as bound',
  datesInPolicySystem: 'The policy system has the term on other days',
  doneByHand: 'The policy system has transactions that the term does not, or not those that it has',
  cancellationInPolicySystem: 'The policy system and the term differ in whether it is cancelled',
  premiumInPolicySystem: 'The policy system has booked other amounts',
  invoicesInPolicySystem: 'The policy system has invoiced another amount',
  missingInBilling: 'Billing does not know the term',
  datesInBilling: 'Billing has the term on other days',
  cancellationInBilling: 'Billing and the term differ in whether it is cancelled',
  chargesInBilling: 'Billing has charged other amounts',
  invoicesInBilling: 'Billing has invoiced another amount than it has charged',
  moneyInBilling: 'Billing has received other money than the term knows',
  confirmation: 'Billing and the term differ in whether it is confirmed',
  unknownHere: 'The policy system has a policy of ours that nobody here knows',
};

const BY_HAND = 'Find out which is right, and have the other put right';
const GOES = 'The task goes away when the next comparison finds them the same.';

const REMEDIES: Readonly<Record<DifferenceCode, string>> = {
  missingInPolicySystem: `Find out who unbound or removed it, and have it bound again there, or cancel the term. ${GOES}`,
  datesInPolicySystem: `${BY_HAND}: days of a bound term are changed in the policy system and in billing by hand only. ${GOES}`,
  doneByHand: `The term could not be told of it: its task byHand says why. ${GOES}`,
  cancellationInPolicySystem: `${BY_HAND}. ${GOES}`,
  premiumInPolicySystem: `${BY_HAND}: an amount that was changed in the policy system is put back there, or booked by an endorsement. ${GOES}`,
  invoicesInPolicySystem: `Have the invoice made, or voided, in the policy system. ${GOES}`,
  missingInBilling: `Have billing restore the term, or book it there by hand. ${GOES}`,
  datesInBilling: `${BY_HAND}. ${GOES}`,
  cancellationInBilling: `${BY_HAND}: what was done by hand in the policy system is booked in billing by hand, too. ${GOES}`,
  chargesInBilling: `${BY_HAND}: what was done by hand in the policy system is booked in billing by hand, too. ${GOES}`,
  invoicesInBilling: `Have billing invoice what it has charged. ${GOES}`,
  moneyInBilling: `Find out whether the payment was not told, or was booked twice: have billing tell it again, or take it back. ${GOES}`,
  confirmation: `Find out why billing has it as confirmed, and have it say so again (confirm), or put right there. ${GOES}`,
  unknownHere:
    'Post the submission again that made it, with the same reference; or have the term opened by sync. The task goes away when the term is known here.',
};
