import type { CivilDate } from '../calendar/civil-date.js';
import type { Charge } from '../money/charges.js';
import type { Cents } from '../money/cents.js';
import type { ChargedLayer } from './charged-term.js';

/** Two rows with the same of these are the same charge at different times. */
function keyOf({ kind, name, line, state }: Charge): string {
  return JSON.stringify([kind, name, line, state]);
}

/** One charge before and after a change. */
export interface FullTermChange {
  /** As it is after the change, where it still is there then. */
  readonly charge: Charge;
  readonly differenceCents: Cents;
}

/** What changes from some full-term figures to others: the charges of the new ones in their order, then those that fall away. */
export function fullTermChanges(
  before: readonly Charge[],
  after: readonly Charge[],
): readonly FullTermChange[] {
  const [old, next] = [byKey(before), byKey(after)];
  const kept = [...next].map(([key, charge]) => ({
    charge,
    differenceCents: charge.amountCents - (old.get(key)?.amountCents ?? 0),
  }));
  const gone = [...old]
    .filter(([key]) => !next.has(key))
    .map(([, charge]) => ({
      charge: { ...charge, amountCents: 0 },
      differenceCents: 0 - charge.amountCents,
    }));
  return [...kept, ...gone];
}

function byKey(charges: readonly Charge[]): ReadonlyMap<string, Charge> {
  const found = new Map<string, Charge>();
  for (const charge of charges) {
    const amountCents = charge.amountCents + (found.get(keyOf(charge))?.amountCents ?? 0);
    found.set(keyOf(charge), { ...charge, amountCents });
  }
  return found;
}

/**
 * What the whole term would be charged as it stands on a day. A change that was booked after a later one moves the figures of
 * that one by its own difference: each layer counts with what it changed on its own day.
 *
 * @param layers in the order of the bookings, the bind first
 */
export function fullTermOn(layers: readonly ChargedLayer[], on: CivilDate): readonly Charge[] {
  const changes: LayerChange[] = [];
  for (const { kind, effectiveDate, fullTerm } of layers) {
    // It charges again what stood before it, and changes nothing.
    if (kind === 'reinstatement') continue;
    const before = figuresOn(changes, effectiveDate);
    changes.push({ effectiveDate, changes: fullTermChanges(before, fullTerm) });
  }
  return figuresOn(changes, on);
}

/** What one change made of the figures of the whole term, on its own day; nothing where it is none of the term. */
export function fullTermChangedBy(
  layers: readonly ChargedLayer[],
  transaction: string,
): readonly Charge[] {
  const at = layers.findIndex((layer) => layer.transaction === transaction);
  const layer = layers[at];
  // A reinstatement charges again what stood before it.
  if (layer?.kind !== 'endorsement') return [];
  const before = fullTermOn(layers.slice(0, at), layer.effectiveDate);
  return fullTermChanges(before, layer.fullTerm)
    .filter(({ differenceCents }) => differenceCents !== 0)
    .map(({ charge, differenceCents }) => ({ ...charge, amountCents: differenceCents }));
}

interface LayerChange {
  readonly effectiveDate: CivilDate;
  readonly changes: readonly FullTermChange[];
}

function figuresOn(layers: readonly LayerChange[], on: CivilDate): readonly Charge[] {
  const figures = new Map<string, Charge>();
  for (const { changes } of layers.filter(({ effectiveDate }) => effectiveDate <= on))
    for (const { charge, differenceCents } of changes) {
      const amountCents = (figures.get(keyOf(charge))?.amountCents ?? 0) + differenceCents;
      figures.set(keyOf(charge), { ...charge, amountCents });
    }
  return [...figures.values()].filter(({ amountCents }) => amountCents !== 0);
}
