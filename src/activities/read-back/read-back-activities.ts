import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { addDays } from '../../domain/calendar/civil-date.js';
import { instantMs, type Instant } from '../../domain/calendar/instant.js';
import { civilDateIn, endOfDay, instantIn } from '../../domain/calendar/time-zone.js';
import { isUnderstood, named, ownRows, type HeldAmount } from '../../domain/mid-term/attributed.js';
import { doneByHand, type ByHandFinding } from '../../domain/mid-term/by-hand.js';
import type { Cents } from '../../domain/money/cents.js';
import { sumCents } from '../../domain/money/cents.js';
import type { BookedRow } from '../../domain/premium/charged-term.js';
import { PLAIN } from '../../domain/premium/charge-row.js';
import type { Installation } from '../../domain/product/installation.js';
import type { Product, ProductBilling } from '../../domain/product/product.js';
import {
  isReadable,
  soldAs,
  type NotReadable,
  type SoldAs,
} from '../../domain/read-back/sold-as.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import { byHandName } from '../../domain/workflow-ids.js';
import { LookupNotAvailable } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { PolicyChain } from '../../ports/policy-system/mid-term.js';
import { rulesOf } from '../mid-term/by-hand-activities.js';
import { translated } from '../translated.js';

/** A policy that nobody here knows, as the policy system has it. */
export interface ReadPolicy {
  /** The policy system's own id of the original. */
  readonly quoteGuid: string;
  /** What a source system calls it; null where none is linked. */
  readonly reference: ExternalReference | null;
  readonly productKey: string;
  readonly state: string;
  readonly effectiveDate: CivilDate;
  readonly expirationDate: CivilDate;
  readonly endOfTerm: Instant;
  /** Whether that has come. */
  readonly isOver: boolean;
  /** Of the original, as rows. */
  readonly charges: readonly BookedRow[];
  /** What was bound since, in its order, as the term would be told of it. */
  readonly changes: readonly ByHandFinding[];
  /** All that is booked on it, changes included. */
  readonly bookedCents: Cents;
  /** How its product is billed; null where no billing system bills it. */
  readonly billing: ProductBilling | null;
  /** Until when it may be paid that is not confirmed: as long from now as a new one. */
  readonly paymentDeadline: Instant | null;
  readonly outagePatienceMs: number;
}

/** Which policy is read. */
export interface ReadBackRequest {
  readonly policyNumber: string;
  /** Key of the product that it is, where somebody says it. */
  readonly product?: string;
  /** A day of the term that is meant; the latest one unless said. */
  readonly on?: CivilDate;
}

/** What came of reading a policy. */
export type ReadBack =
  | { readonly kind: 'read'; readonly policy: ReadPolicy }
  | { readonly kind: 'unknown' }
  /** The installation has no such procedure, without which nothing can be read. */
  | { readonly kind: 'noLookUp'; readonly lookUp: string }
  | { readonly kind: 'notReadable'; readonly why: NotReadable };

/** The policies that have a transaction of a reference. */
export type PoliciesOfReference =
  | { readonly kind: 'read'; readonly policyNumbers: readonly string[] }
  | { readonly kind: 'noLookUp'; readonly lookUp: string };

export type ReadBackActivities = ReturnType<typeof createReadBackActivities>;

/** What the policy system says of policies that nobody here knows. Nothing is written. */
export function createReadBackActivities({
  policySystem,
  products,
  installation,
}: {
  readonly policySystem: PolicySystem;
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Pick<Installation, 'charges'>;
}) {
  async function read({ policyNumber, product, on }: ReadBackRequest): Promise<ReadBack> {
    const chain = await policySystem.readChain(policyNumber, on === undefined ? undefined : { on });
    if (chain === null) return { kind: 'unknown' };
    const [original, ...changes] = chain.transactions;
    if (original.boundOn === null) return { kind: 'unknown' };
    const { quoteGuid } = original;
    const amounts = new Map<string, readonly HeldAmount[]>();
    for (const one of [original, ...changes.filter(({ boundOn }) => boundOn !== null)])
      amounts.set(one.quoteGuid, await policySystem.listPremiums(one.quoteGuid));
    const held = { writtenAs: chain.writtenAs, amounts: amounts.get(quoteGuid) ?? [] };
    const sold = soldAs(held, [...products.values()], installation.charges, product);
    if (!isReadable(sold)) return { kind: 'notReadable', why: sold };
    return policyOf(chain, amounts, sold, installation);
  }

  return translated({
    readPolicyBack(request: ReadBackRequest): Promise<ReadBack> {
      return orNoLookUp(() => read(request));
    },

    findPoliciesOfReference(reference: ExternalReference): Promise<PoliciesOfReference> {
      return orNoLookUp(async () => {
        const quotes = await policySystem.findQuotesByReference(reference);
        const numbers = quotes.flatMap(({ policyNumber }) => policyNumber ?? []);
        return { kind: 'read', policyNumbers: [...new Set(numbers)] };
      });
    },
  });
}

async function orNoLookUp<T>(
  read: () => Promise<T>,
): Promise<T | { readonly kind: 'noLookUp'; readonly lookUp: string }> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof LookupNotAvailable)) throw error;
    return { kind: 'noLookUp', lookUp: error.lookup };
  }
}

function policyOf(
  chain: PolicyChain,
  amounts: ReadonlyMap<string, readonly HeldAmount[]>,
  { product, state }: SoldAs,
  installation: Pick<Installation, 'charges'>,
): ReadBack {
  const { effectiveDate, expirationDate, transactions } = chain;
  const [{ quoteGuid, reference }] = transactions;
  const { lines, billing, timeZone, termTime, key: productKey, outagePatienceMs } = product;
  const rules = billing ?? PLAIN;
  const names = { lines, charges: installation.charges, rules, state };
  const known = named(amounts.get(quoteGuid) ?? [], names);
  const charges = isUnderstood(known) ? ownRows(known, [], rules) : known;
  if (!isUnderstood(charges)) return { kind: 'notReadable', why: notNamed(quoteGuid, charges.why) };
  // As the term will call it: what comes back is known by the name of what it comes back from.
  const transaction = byHandName(quoteGuid);
  const bind = {
    kind: 'bind',
    transaction,
    effectiveDate,
    booked: charges,
    fullTerm: charges,
  } as const;
  const term = { effectiveDate, expirationDate, layers: [bind], returns: [], cancelledOn: null };
  const held = { ...chain, amountsOf: (guid: string) => amounts.get(guid) ?? [] };
  const endOfTerm = instantIn(timeZone, expirationDate, termTime);
  return {
    kind: 'read',
    policy: {
      quoteGuid,
      reference,
      productKey,
      state,
      effectiveDate,
      expirationDate,
      endOfTerm,
      isOver: instantMs(endOfTerm) <= Date.now(),
      charges,
      changes: doneByHand(term, held, rulesOf(product, installation, state)),
      bookedCents: sumCents([...amounts.values()].flat().map(({ amountCents }) => amountCents)),
      billing,
      paymentDeadline: billing && paymentDeadline(product, billing, effectiveDate),
      outagePatienceMs,
    },
  };
}

function paymentDeadline(
  { timeZone }: Product,
  { paymentDeadlineDays }: ProductBilling,
  effectiveDate: CivilDate,
): Instant {
  const today = civilDateIn(timeZone, new Date());
  const from = today > effectiveDate ? today : effectiveDate;
  return endOfDay(timeZone, addDays(from, paymentDeadlineDays));
}

function notNamed(quoteGuid: string, why: string): NotReadable {
  return {
    field: 'premium',
    found: `an amount of the original ${quoteGuid} that cannot be told apart: ${why}`,
    remedy:
      'have the charge codes of the installation file, or the amount in the policy system, put right',
  };
}
