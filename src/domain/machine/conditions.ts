/** What came of asking for something outside; `answers` is the revision that was asked about, `revision` the one of now. */
export interface Revised {
  readonly answers: number;
  readonly revision: number;
}

/** Whether a result is about what was asked last. */
export function isCurrent({ answers, revision }: Revised): boolean {
  return answers === revision;
}

/** Where another row takes the event when this one's condition does not hold. */
const elsewhere = { allowed: '', found: '' };

/** Of rows that differ by what came of it: the other row takes the rest. */
export function when<Event>(holds: (event: Event) => boolean) {
  return { holds, ...elsewhere };
}

/** Results about what was asked last, with findings or without. */
export function quoted(hasFindings: boolean) {
  return when(
    (event: Revised & { readonly hasFindings: boolean }) =>
      isCurrent(event) && event.hasFindings === hasFindings,
  );
}

/** Results about an earlier revision, which are dropped. */
export const isStale = when((event: Revised) => !isCurrent(event));

/** A write was done, or refused by whom it was asked of. */
export function done(isDone: boolean) {
  return when((event: { readonly isDone: boolean }) => event.isDone === isDone);
}

/** A person gives it up, and no other system has anything of it. */
export const nothingWritten = {
  holds: ({ isWritten }: { readonly isWritten: boolean }) => !isWritten,
  allowed: 'a write that has not happened',
  found: 'what was written',
  else: 'alreadyBound',
} as const;

/** A step has stopped and waits for a person. */
export const stepStopped = {
  holds: ({ isAwaited }: { readonly isAwaited: boolean }) => isAwaited,
  allowed: 'a transaction of which a step has stopped',
  found: 'no step that stopped',
  else: 'nothingToCorrect',
} as const;
