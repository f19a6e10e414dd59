import { z } from 'zod';
import { auditOf } from '../../domain/audit/audit.js';
import { auditedRuns } from '../../temporal/audited-runs.js';
import type { ApiContext } from '../context.js';
import { answer } from '../route.js';

const auditSchema = z
  .strictObject({
    id: z.string().meta({ description: 'Of the workflow.' }),
    items: z.array(
      z
        .strictObject({
          at: z.string().meta({ format: 'date-time' }),
          who: z.string().meta({
            description:
              'A person or client by name, `billing`, or `Bindery` for what it did by itself.',
          }),
          what: z.string().meta({
            description:
              'The name of a message, such as `correct` or `recordPayment`, of a step, such as `bind`, or `begun`, `ended`, `failed`, `timedOut`, `terminatedInTemporal`, `cancelRequestedInTemporal`.',
          }),
          why: z.string().nullable(),
          isTaken: z.boolean().meta({ description: 'False where it was refused.' }),
          facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).meta({
            description: 'Ids, amounts in cents and choices that came with it.',
          }),
        })
        .meta({ id: 'AuditEntry' }),
    ),
  })
  .meta({ id: 'Audit' });

export const auditResponse = answer('What happened, the earliest first.', auditSchema);

/** Who did what in all runs of a workflow, known or kept; null of one that is neither. */
export async function readAudit(
  context: ApiContext,
  id: string,
): Promise<z.infer<typeof auditSchema> | null> {
  const kept = (await context.archive?.read(id)) ?? [];
  const runs = [...kept, ...(await auditedRuns(context, id))];
  if (runs.length === 0) return null;
  return { id, items: auditOf(runs).map((entry) => ({ ...entry, facts: { ...entry.facts } })) };
}

/** What is said of a workflow that is neither known nor kept. */
export function nowhere({ archive }: ApiContext): { readonly detail: string } {
  return {
    detail:
      archive === null
        ? 'Temporal does not know it, or not any more, and the API has no archive to look in: set ARCHIVE_DIR to the folder in which the workers keep what has ended.'
        : 'Temporal does not know it, or not any more, and it is not in the archive.',
  };
}
