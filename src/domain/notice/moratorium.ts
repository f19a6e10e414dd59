import type { CivilDate } from '../calendar/civil-date.js';

/** A time in which a state lets nobody be cancelled for non-payment, as after a storm. */
export interface Moratorium {
  readonly jurisdiction: string;
  readonly from: CivilDate;
  /** The last day. */
  readonly to: CivilDate;
}

/** Whether a moratorium holds on a day; its first and last day are inside. No notice is sent then, and none stays pending. */
export function isHeld({ from, to }: Pick<Moratorium, 'from' | 'to'>, on: CivilDate): boolean {
  return from <= on && on <= to;
}
