import { z } from 'zod';
import { bit, cents, guid, optionalText, text } from './answers.js';
import { executionFields, type Execution } from './execution.js';
import type { Operation } from './operation.js';
import { isAbout, rowsWith } from './rows.js';

/** What a procedure that changes a policy answered: it did so, or refused in a row of its own. */
export type ChangeOutcome<Done> =
  | { readonly kind: 'done'; readonly done: Done }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * The call of a site procedure that changes a policy or a quote, and may be repeated: under its request id, or because the same again
 * changes nothing.
 *
 * @param done what the row says when it was done
 * @param asked a row about anything else than this is not its answer
 */
export function executeChange<Done>(
  done: z.ZodType<Done>,
  asked: Readonly<Record<string, string>>,
): Operation<Execution, ChangeOutcome<Done>> {
  const row = z.union([
    z
      .object({ Result: bit.refine((result) => !result), Message: optionalText })
      .transform(({ Message }): ChangeOutcome<Done> => ({
        kind: 'refused',
        message: Message ?? 'it gave no reason',
      })),
    done.transform((answer): ChangeOutcome<Done> => ({ kind: 'done', done: answer })),
  ]);
  return {
    name: 'ExecuteDataSet',
    service: 'DataAccess',
    effect: 'writeOnce',
    toRequest: executionFields,
    answer: rowsWith('Result', row, (candidate) => isAbout(candidate, asked)).transform(
      ([first], context) => {
        if (first) return first;
        context.addIssue({ code: 'custom', message: 'no row that says whether it was done' });
        return z.NEVER;
      },
    ),
    procedureOf: ({ procedure }) => procedure,
  };
}

const isDone = bit.refine((result) => result, 'neither done nor refused');

/** A new transaction was made. */
export const changeMade = z.object({
  Result: isDone,
  NewQuoteGuid: guid,
  OriginalQuoteGuid: guid,
  PolicyNumber: text,
  PremiumChange: cents,
});

/** An unbound quote has the policy number that it is to be bound under. */
export const numberGiven = z.object({ Result: isDone, QuoteGuid: guid });

/** A bind was taken back. */
export const bindTakenBack = z.object({ Result: isDone, QuoteGuid: guid });
