import { ApplicationFailure } from '@temporalio/workflow';
import { CONFIGURATION_REFUSALS, refusalOf, type Refusal } from '../../domain/machine/refusals.js';
import { stopped } from '../transaction/stops.js';
import type { ChangeTransaction } from './change.js';

/** @throws Stopped for a refusal that only a change of the product's files can lift */
export function mustBeQuoted(refusals: readonly Refusal[]): void {
  const faults = refusals.filter(({ code }) => CONFIGURATION_REFUSALS.includes(code));
  const [first] = faults;
  if (!first) return;
  throw stopped(
    inSentences(faults),
    'Have the product file or the notice file mended and the workers started anew, then run the step again.',
    first.field,
    'rejected',
  );
}

/** Of a change that was asked for, and cannot be done any more. */
export function refusedNow(refusals: readonly Refusal[]): Error {
  return stopped(
    inSentences(refusals),
    'Once the term is as it has to be, run the step again; or withdraw the change.',
    refusals[0]?.field ?? null,
    'rejected',
  );
}

/** Ends a change that cannot be done as the term stands. */
export function refuse(
  transaction: Pick<ChangeTransaction, 'enter'>,
  refusals: readonly Refusal[],
): void {
  const reason = inSentences(refusals);
  transaction.enter('withdrawn', { failure: { code: 'refused', reason } });
}

/** @throws ApplicationFailure of type `refused` for an act on a change of which nothing is known yet */
export function refuseUnlessQuoted(change: { readonly isQuoted: boolean }): void {
  if (change.isQuoted) return;
  const refusal = refusalOf('notAllowedInState', {
    field: 'state',
    found: 'a change that is not quoted yet',
    allowed: 'correct, abandon',
  });
  throw ApplicationFailure.nonRetryable(refusal.text, 'refused', refusal);
}

function inSentences(refusals: readonly Refusal[]): string {
  return refusals.map(({ text }) => text).join(' ');
}
