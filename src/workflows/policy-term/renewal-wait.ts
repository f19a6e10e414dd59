import type { TermEvent } from '../../domain/policy-term/events.js';
import {
  awaitsRenewal,
  UNASKED,
  type RenewalStart,
} from '../../domain/policy-term/renewal-timer.js';
import type { CarriedTerm } from './messages.js';
import { now, type TermFile } from './term-file.js';
import { sentence } from '../../domain/sentence.js';

/** After these the term asks anew when its renewal starts, whatever it was told before. */
const ARMING: readonly TermEvent['kind'][] = ['direction', 'reinstated', 'renewalEnded'];

const UNCLEAR_TASK = 'renewalStart';

/** How a term waits for its renewal. */
export class RenewalWait {
  readonly #file: TermFile;
  readonly #apply: (event: TermEvent) => void;

  constructor(file: TermFile, apply: (event: TermEvent) => void) {
    this.#file = file;
    this.#apply = apply;
  }

  /** The bind says that the term is to ask: a run that an earlier version began goes on without, as it did then. */
  arm(): void {
    this.#file.held.renewalTimer ??= UNASKED;
  }

  /** Something happened to the term. */
  note({ kind }: TermEvent): void {
    if (this.#file.held.renewalTimer !== null && ARMING.includes(kind))
      this.#file.held.renewalTimer = UNASKED;
  }

  /** It was asked when the renewal starts. */
  known(start: RenewalStart): void {
    const { held } = this.#file;
    const isDue = 'startsAt' in start && Date.parse(start.startsAt) <= Date.now();
    held.renewalTimer = { start, askedAt: now(), isOver: isDue };
    if ('unclear' in start) {
      const text = `It is not known when the renewal of the term starts. ${sentence(start.unclear)} It is asked again every day.`;
      this.#file.addTask({ key: UNCLEAR_TASK, code: start.code, text, due: null });
    } else this.#file.closeTask(UNCLEAR_TASK);
    if (isDue && !hasEnded(held)) this.#apply({ kind: 'renewalDue', id: `renewalDue:${now()}` });
  }
}

/** The term waits for its renewal, or has yet to ask when that starts. */
export function isRenewalAwaited({ renewalTimer, bound, term }: CarriedTerm): boolean {
  return renewalTimer !== null && !renewalTimer.isOver && bound !== null && awaitsRenewal(term);
}

function hasEnded({ bound }: CarriedTerm): boolean {
  return bound !== null && Date.parse(bound.endOfTerm) <= Date.now();
}

/** When the renewal starts by itself, as far as is known; null where it does not. */
export function renewalDeadline(
  held: CarriedTerm,
): { readonly what: 'renewalStart'; readonly at: string } | null {
  const start = held.renewalTimer?.start;
  if (!start || !('startsAt' in start) || !isRenewalAwaited(held)) return null;
  return { what: 'renewalStart', at: start.startsAt };
}

/** What is awaited of the renewal, in a sentence; null when nothing is. */
export function awaitedRenewal(held: CarriedTerm): string | null {
  const start = held.renewalTimer?.start;
  if (!start || !('startsAt' in start) || !isRenewalAwaited(held)) return null;
  return `its renewal, which starts ${start.why}.`;
}
