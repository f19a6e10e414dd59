import { addDays } from '../../domain/calendar/civil-date.js';
import { civilDateIn, endOfDay } from '../../domain/calendar/time-zone.js';
import {
  doneByHand,
  type ByHandFinding,
  type ByHandRules,
  type KnownTerm,
} from '../../domain/mid-term/by-hand.js';
import type { HeldAmount } from '../../domain/mid-term/attributed.js';
import { PLAIN } from '../../domain/premium/charge-row.js';
import type { Installation } from '../../domain/product/installation.js';
import type { Product } from '../../domain/product/product.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { PolicyChain } from '../../ports/policy-system/mid-term.js';
import { hasMoved, type ChangesOfTerm } from './known-chain.js';
import { translated } from '../translated.js';

/** A term that wants to know what was done to its policy by hand. */
export interface TermToCompare {
  readonly policyNumber: string;
  readonly productKey: string;
  /** Whose law holds for it. */
  readonly state: string;
  readonly term: KnownTerm;
}

export type ByHandActivities = ReturnType<typeof createByHandActivities>;

/** What the policy system's own screens did to a policy. */
export function createByHandActivities({
  policySystem,
  products,
  installation,
}: {
  readonly policySystem: PolicySystem;
  readonly products: ReadonlyMap<string, Product>;
  readonly installation: Pick<Installation, 'charges'>;
}) {
  /** Of what the term may not know; what it knows by its id needs no look. */
  async function amountsIn(
    chain: PolicyChain,
    { layers, returns }: KnownTerm,
  ): Promise<ReadonlyMap<string, readonly HeldAmount[]>> {
    const known = new Set([...layers, ...returns].map(({ quoteGuid }) => quoteGuid));
    const amounts = new Map<string, readonly HeldAmount[]>();
    for (const { quoteGuid, kind, boundOn } of chain.transactions) {
      if (kind === 'original' || boundOn === null || known.has(quoteGuid)) continue;
      amounts.set(quoteGuid, await policySystem.listPremiums(quoteGuid));
    }
    return amounts;
  }

  return translated({
    /**
     * Whether the policy system holds other transactions of a policy as bound than its term knows; no where it cannot be asked
     * for them, and for a later run of a change: what an earlier one has bound is not done by hand. Nothing is written.
     */
    async hasChainMoved({
      isLaterRun,
      ...known
    }: ChangesOfTerm & { readonly isLaterRun: boolean }): Promise<boolean> {
      return !isLaterRun && hasMoved(policySystem, known);
    },

    /** What the policy system holds as bound and the term does not know, in its order. Repeatable: nothing is written. */
    async findDoneByHand({
      policyNumber,
      productKey,
      state,
      term,
    }: TermToCompare): Promise<readonly ByHandFinding[]> {
      const product = products.get(productKey);
      if (!product) {
        throw refused(
          `there is no product ${productKey}`,
          'put its product file back, then ask again',
        );
      }
      const chain = await policySystem.readChain(policyNumber, { on: term.effectiveDate });
      if (!chain) {
        throw refused(
          `the policy system has no policy ${policyNumber}`,
          'find out under which number it has it',
        );
      }
      const amounts = await amountsIn(chain, term);
      const held = { ...chain, amountsOf: (quoteGuid: string) => amounts.get(quoteGuid) ?? [] };
      return doneByHand(term, held, rulesOf(product, installation, state));
    },
  });
}

/** What the rules of a product are for what it was not asked about. */
export function rulesOf(
  { lines, billing, midTerm, timeZone }: Product,
  { charges }: Pick<Installation, 'charges'>,
  state: string,
): ByHandRules {
  const today = civilDateIn(timeZone, new Date());
  return {
    names: { lines, charges, rules: billing ?? PLAIN, state },
    refund: midTerm.refund,
    lateMoneyDays: midTerm.lateMoneyDays,
    paymentDeadline: endOfDay(timeZone, addDays(today, billing?.paymentDeadlineDays ?? 0)),
  };
}

function refused(reason: string, remedy: string): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation: 'sync' },
    { reason, remedy, field: null },
  );
}
