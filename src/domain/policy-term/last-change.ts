import type { CivilDate } from '../calendar/civil-date.js';
import type { PolicyTerm } from './state.js';

/** The transaction that booked last, the bind among them; null before it. */
export function lastChange({ cancellation, layers, returns }: PolicyTerm): string | null {
  // A cancelled term takes no layer until it comes back, and one that came back has a layer of that.
  const booked = cancellation ? returns : layers;
  return booked.at(-1)?.transaction ?? null;
}

/** The latest day from which any change of the term holds, its bind among them; null before the bind. */
export function latestChangeFrom({ cancellation, layers }: PolicyTerm): CivilDate | null {
  const days = layers.map(({ effectiveDate }) => effectiveDate);
  if (cancellation) days.push(cancellation.effectiveDate);
  return days.sort().at(-1) ?? null;
}
