import { z } from 'zod';
import { DIFFERENCE_CODES } from '../../domain/reconciliation/difference.js';
import {
  DIFFERENCE_OUTCOMES,
  type ListedTerms,
  type ReconciliationProgress,
  type ReportedDifference,
} from '../../domain/reconciliation/report.js';
import { formatCents } from '../../domain/money/cents.js';
import { reconciliationId } from '../../domain/workflow-ids.js';
import { isCutOff, type RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { actsField, count, timeFields, timesOf, workState } from '../requested/work-fields.js';
import { answer } from '../route.js';
import { termPath } from '../terms/term-answer.js';
import { inPath } from '../transactions/answer-of-record.js';

const listedSchema = z
  .strictObject({
    listed: z.int(),
    knownHere: z.int(),
    others: count('Made by others, or over and forgotten here: counted, and left alone.'),
  })
  .nullable();

/** What a comparison of all systems has come to, as JSON for clients. */
export const reportSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Of its workflow.' }),
    requestId: z.string(),
    state: workState(),
    at: z.string().nullable().meta({ description: 'What it is at, in a few words.' }),
    terms: z.strictObject({
      all: count('Looked at, each once.'),
      agreed: count('Nothing differs, perhaps after a repair.'),
      differed: count('Something differs still.'),
      unread: count('A system did not answer for them.'),
      underWay: count('A transaction was at work on them all the while.'),
      again: count('Looked at again after a while, before what differs counts.'),
      partly: count('Of those that agreed or differed: one system cannot be asked for them here.'),
    }),
    differences: z
      .array(
        z.strictObject({
          code: z.enum(DIFFERENCE_CODES),
          found: z.int(),
          repaired: count('Of them.'),
        }),
      )
      .meta({ description: 'By code; those that were found.' }),
    notListed: count('Differences that the list has no room for; each is counted above.'),
    inPolicySystem: listedSchema.meta({
      description:
        'Terms that the policy system has in force; null where it cannot list them, or they were not come to yet.',
    }),
    inBilling: listedSchema.meta({ description: 'Terms that billing has; null likewise.' }),
    perMinute: count('Terms looked at in a minute, at most.'),
    compareAgainAfter: count('Seconds after which what differs is looked at again.'),
    repairs: z.boolean(),
    ...timeFields,
    requestedBy: z.string(),
    acts: actsField(),
    links: z.strictObject({ differences: z.string() }),
  })
  .meta({ id: 'Reconciliation' });
type ReportAnswer = z.infer<typeof reportSchema>;

export const reportResponse = (description: string) => answer(description, reportSchema);

/** @param found null: it was started just now */
export function reportAnswer(
  progress: ReconciliationProgress,
  found: RequestedWorkflow | null,
): ReportAnswer {
  const { requestId, numbers, again, notListed, acts, againAfterSeconds } = progress;
  const { terms, agreed, differed, unread, underWay, partly, differences } = numbers;
  const { at, perMinute, repairs, requestedBy } = progress;
  return {
    id: reconciliationId(requestId),
    requestId,
    state: isCutOff(found) ? 'endedInTemporal' : progress.state,
    at: isCutOff(found) ? null : at,
    terms: { all: terms, agreed, differed, unread, underWay, again, partly },
    differences: DIFFERENCE_CODES.flatMap((code) => {
      const counted = differences[code];
      return counted ? [{ code, ...counted }] : [];
    }),
    notListed,
    inPolicySystem: listed(numbers.inPolicySystem),
    inBilling: listed(numbers.inBilling),
    perMinute,
    compareAgainAfter: againAfterSeconds,
    repairs,
    ...timesOf(progress),
    requestedBy,
    acts: [...acts],
    links: { differences: `${reconciliationPath(requestId)}/differences` },
  };
}

function listed(terms: ListedTerms | null) {
  return terms && { ...terms };
}

/** Address of a comparison. */
export function reconciliationPath(requestId: string): string {
  return `/api/reconciliations/${inPath(requestId)}`;
}

/** One difference, as JSON for clients. */
export const differenceSchema = z
  .strictObject({
    code: z.enum(DIFFERENCE_CODES),
    policyNumber: z.string(),
    termNumber: z
      .int()
      .nullable()
      .meta({ description: 'Null of a policy of which nobody can say which of its terms it is.' }),
    outcome: z.enum(DIFFERENCE_OUTCOMES).meta({
      description:
        '`repaired`: it is gone. `task`: the term asks a person. `untold`: nobody is asked, and the next comparison looks again; `tried` says why, where something was done about it.',
    }),
    sides: z
      .array(
        z.strictObject({
          what: z.string().meta({ examples: ['general-liability premium TX'] }),
          there: z.string().meta({
            description: 'In the policy system or in billing; amounts as `"5000.00"`.',
          }),
          here: z.string().meta({ description: 'In Bindery.' }),
          differenceAmount: z.string().nullable().meta({
            description: 'How much more there is there, of amounts; null of everything else.',
          }),
        }),
      )
      .meta({ description: 'What differs, as it stood on both sides.' }),
    tried: z.string().nullable().meta({ description: 'What was done about it, in a sentence.' }),
    links: z.strictObject({ term: z.string().nullable() }),
  })
  .meta({ id: 'ReconciliationDifference' });

export function differenceAnswer({
  code,
  policyNumber,
  termNumber,
  outcome,
  sides,
  tried,
}: ReportedDifference): z.infer<typeof differenceSchema> {
  return {
    code,
    policyNumber,
    termNumber,
    outcome,
    sides: sides.map(({ what, there, here, thereCents, hereCents }) => ({
      what,
      there,
      here,
      differenceAmount:
        thereCents === undefined || hereCents === undefined
          ? null
          : formatCents(thereCents - hereCents),
    })),
    tried,
    links: { term: termNumber === null ? null : termPath(policyNumber, termNumber) },
  };
}
