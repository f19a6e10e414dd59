import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { refusalOf } from '../../domain/machine/refusals.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Finding } from '../../domain/transaction/finding.js';
import { holdUntilLetGo, type LetGo } from '../transaction/hold.js';
import type { Transaction } from '../transaction/transaction.js';
import type { Enquiry, NewBusiness } from './business.js';
import type { PlaceInGroup } from './place-in-group.js';
import { goneBack, quoteStateOf, refuseLeft } from './quote.js';

/** Whoever waits for an answer is not kept longer. */
const SHORT_PATIENCE_MS = 20_000;

/** The group counts it from the start; what stands against that is said when it is validated. */
export async function joinAtFirst({ transaction, place }: Enquiry): Promise<void> {
  if (place === null) return;
  transaction.knowQuote({ group: place.group });
  await transaction.step(
    'group',
    () => place.join(transaction.request),
    (found) =>
      found.length === 0 ? `It is in ${place.group}.` : `${place.group} does not take it as it is.`,
  );
}

/** No other quote of the group comes to anything from now on. */
export async function lockGroup({ transaction, place }: Enquiry): Promise<void> {
  if (place === null) return;
  await transaction.step(
    'group',
    () => place.lock(),
    () => `${place.group} is locked.`,
  );
}

/** The quote that has the group, or wants it, rests where that is refused, and says why. It goes on when it is let and has it. */
export async function untilGroupIsOwn(
  { transaction, place }: NewBusiness,
  rest: 'underwritten' | 'accepted',
): Promise<LetGo> {
  // What binds asks in any case: a person may have freed the group since.
  if (place === null || (rest === 'underwritten' && place.uniqueState !== 'accepted')) {
    return 'advanced';
  }
  for (;;) {
    const findings = await transaction.step(
      'group',
      () => place.claim(transaction.request),
      (found) => (found.length === 0 ? 'It has the group.' : 'It does not get the group.'),
    );
    refuseLeft(transaction);
    transaction.knowQuote({ findings });
    if (findings.length === 0) return 'advanced';
    transaction.holdBack(rest);
    const why = findings.map(({ field, reason }) => `its ${field} ${reason}`).join('; ');
    const letGo = await holdUntilLetGo(transaction, rest, {
      what: `somebody to have it go on: ${why}.`,
      isTask: false,
    });
    refuseLeft(transaction);
    if (letGo === 'corrected') return goneBack(transaction);
  }
}

/**
 * Has the quote get its group for whoever asks that it goes further, before anything else happens.
 *
 * @throws ApplicationFailure of type `refused`, with `groupTaken` or `notUniform`; `notChecked` where the group did not answer
 */
export async function claimForPerson(
  transaction: Pick<Transaction<Submission>, 'request'>,
  place: PlaceInGroup,
): Promise<void> {
  let findings: readonly Finding[];
  try {
    findings = await place.claim(transaction.request, SHORT_PATIENCE_MS);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    // Nobody knows whether it has the group; it goes no further for now.
    place.giveBack().catch(() => undefined);
    throw ApplicationFailure.nonRetryable('The group did not answer in time.', 'notChecked');
  }
  const [first] = findings;
  if (first === undefined) return;
  const code = first.code === 'contradicts' ? 'notUniform' : 'groupTaken';
  const refusal = refusalOf(code, {
    field: first.field,
    found: findings.map(({ field, reason }) => `${field} ${reason}`).join('; '),
    allowed: first.remedy,
  });
  throw ApplicationFailure.nonRetryable(refusal.text, 'refused', refusal);
}

/** The quote has left the way to its bind: another of the group may come further. */
export async function giveBackLeft({ transaction, place }: Enquiry): Promise<void> {
  if (place === null || !place.mayHaveIt || quoteStateOf(transaction) === 'accepted') return;
  await transaction.step(
    'group',
    () => place.giveBack(),
    () => 'It gave the group back.',
  );
}
