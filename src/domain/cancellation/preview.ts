import type { CivilDate } from '../calendar/civil-date.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';
import {
  cancellationDay,
  type CancellationDay,
  type CancellationRequest,
} from '../notice/cancellation-date.js';
import { heldBack, type NoticeLaw } from '../notice/moratorium.js';
import { cancellationCharges, type CancellationCharges } from '../premium/cancellation.js';
import type { CancellationTerms } from '../premium/refund-terms.js';
import { cancellationTerms, type Leniency } from '../premium/cancellation-terms.js';
import type { ChargedTerm } from '../premium/charged-term.js';
import { notInForce, type TermFacts } from '../policy-term/term-facts.js';
import type { Product } from '../product/product.js';
import { flatElsewhere, pendingAlready } from './conditions.js';

/** A term as somebody finds it who wants to cancel it. */
export interface CancellableTerm {
  readonly facts: Pick<TermFacts, 'status' | 'cancelledOn' | 'pendingCancellation'>;
  readonly charged: ChargedTerm;
  /** Whose law holds for it. */
  readonly state: string;
  readonly isRenewal: boolean;
  /** Whether money, or billing, has confirmed that the insured takes it; a term that none bills is taken by its bind. */
  readonly isTaken: boolean;
}

/** What a cancellation would come to. */
export interface CancellationPreview {
  /** Null where it is refused. */
  readonly day: CancellationDay | null;
  /** Null where the day or the amounts are refused. */
  readonly charges: CancellationCharges | null;
  /** How it is computed. */
  readonly terms: CancellationTerms;
  /** Everything that stands against it, all at once; empty: it could be begun. */
  readonly refusals: readonly Refusal[];
}

/** A cancellation as somebody asks for it. */
type Asked = Omit<CancellationRequest, 'term' | 'isRenewal'> & {
  /** Somebody wants everything given back, which only the first day of the term allows. */
  readonly isFlatAsked: boolean;
  /** A person decides in the insured's favour; null unless one does. */
  readonly leniency: Leniency | null;
  /** The day on which it is booked, where somebody says so. */
  readonly processOn?: CivilDate | null;
};

/**
 * What a cancellation would do, by the rules of the product and the law of the state; nothing is changed by asking.
 *
 * @param today in the zone of the policy; null of one that has begun, which finds out by itself whether a moratorium holds
 */
export function previewCancellation(
  term: CancellableTerm,
  asked: Asked,
  product: Pick<Product, 'midTerm' | 'notice'>,
  law: NoticeLaw,
  today: CivilDate | null,
): CancellationPreview {
  const standing = [
    ...refusedByTerm(term.facts),
    ...takenAfterAll(term, asked),
    ...bookedTooLate(term, asked),
    ...(today === null ? [] : inMoratorium(term, asked, product, law, today)),
  ];
  const request = { ...asked, term: term.charged, isRenewal: term.isRenewal };
  const policy = { ...product.notice, jurisdiction: term.state };
  const day = cancellationDay(request, policy, law);
  const { refund, cancellation } = product.midTerm;
  const first =
    term.charged.cancelledOn === null ? null : (term.charged.returns.at(-1)?.terms ?? null);
  const terms = cancellationTerms(asked, cancellation, first, asked.leniency);
  if (isRefusal(day)) return { day: null, charges: null, terms, refusals: [...standing, day] };
  const flat = asked.isFlatAsked ? flatElsewhere(term.charged, day.date) : null;
  const refusals = flat ? [...standing, flat] : standing;
  const charges = cancellationCharges(term.charged, day.date, terms, refund);
  return isRefusal(charges)
    ? { day, charges: null, terms, refusals: [...refusals, charges] }
    : { day, charges, terms, refusals };
}

/** While the state forbids it, none begins, and no notice goes out. */
function inMoratorium(
  { state: jurisdiction }: CancellableTerm,
  { source, reason, receivedOn: noticeOn }: Asked,
  { notice: { lines } }: Pick<Product, 'notice'>,
  law: NoticeLaw,
  today: CivilDate,
): readonly Refusal[] {
  const held = heldBack(law, { source, reason, jurisdiction, lines }, { today, noticeOn });
  return held ? [held] : [];
}

/** Nothing is booked on a term that is over. */
function bookedTooLate(
  { charged: { expirationDate } }: CancellableTerm,
  { processOn = null }: Asked,
): readonly Refusal[] {
  if (processOn === null || processOn < expirationDate) return [];
  return [
    refusalOf('atOrAfterExpiration', {
      field: 'processOn',
      found: processOn,
      allowed: `a day before ${expirationDate}`,
    }),
  ];
}

/** A term that was paid for in time is not one that nobody took. */
function takenAfterAll({ isTaken }: CancellableTerm, { reason }: Asked): readonly Refusal[] {
  if (!isTaken || reason !== 'notTaken') return [];
  return [
    refusalOf('notAllowedInState', {
      field: 'reason',
      found: 'notTaken, of a term that is paid for',
      allowed: 'another reason',
    }),
  ];
}

function refusedByTerm(facts: CancellableTerm['facts']): readonly Refusal[] {
  // A cancelled term can be cancelled from an earlier day.
  const over = facts.cancelledOn === null ? notInForce(facts) : null;
  return [over, pendingAlready(facts)].filter((refusal) => refusal !== null);
}
