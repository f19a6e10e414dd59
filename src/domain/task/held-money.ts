import type { Cents } from '../money/cents.js';
import type { TaskMoney } from './open-task.js';

/** Causes of tasks about money that came, is kept, and counts for nothing until a person has seen to it. */
const CAUSES: ReadonlySet<string> = new Set([
  // Of terms.
  'moneyBeforeBind',
  'refund',
  'moneyParked',
  'lateMoney',
  // Of offers of renewals.
  'noPlanFits',
  'olderVersion',
  'money',
  'wrongCurrency',
]);

/** Whether a task is about money that is held. */
export function isAboutHeldMoney(cause: string): boolean {
  return CAUSES.has(cause);
}

/** Money that is held for one cause. */
export interface HeldMoney {
  readonly cause: string;
  /** ISO 4217; null where a run that an older version began did not say it. */
  readonly currency: string | null;
  readonly cents: Cents;
}

/** What a task is about. */
interface AboutMoney {
  readonly cause: string;
  readonly money: readonly TaskMoney[];
}

/**
 * What one workflow holds, as its tasks say it.
 *
 * @param isOffer tasks of an offer tell all money of a currency that came for it, so that the first one is enough
 */
export function heldMoneyIn(tasks: readonly AboutMoney[], isOffer: boolean): readonly HeldMoney[] {
  const held = tasks
    .filter(({ cause }) => isAboutHeldMoney(cause))
    .flatMap(({ cause, money }) =>
      money.map(({ currency, cents }) => ({ cause, currency, cents })),
    );
  if (!isOffer) return held;
  const firstOf = new Map(held.toReversed().map((one) => [one.currency, one]));
  return held.filter((one) => firstOf.get(one.currency) === one);
}
