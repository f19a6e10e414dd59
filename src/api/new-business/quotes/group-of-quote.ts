import type { Submission } from '../../../domain/new-business/submission.js';
import { groupFindings } from '../../../domain/quote-group/findings.js';
import { hear } from '../../../domain/quote-group/group.js';
import { newBusinessId, quoteGroupId } from '../../../domain/workflow-ids.js';
import type { ReadQuote } from '../../../requests/new-business/read-quote.js';
import { uniformDigests } from '../../../requests/new-business/uniform-fields.js';
import type { Temporal } from '../../../temporal/deadlines.js';
import { findGroup, readGroup } from '../../../temporal/quote-groups.js';
import { findTransaction } from '../../../temporal/transactions.js';
import type { GroupOfQuote } from '../../../workflows/new-business/messages.js';
import { Problem } from '../../problem.js';

/**
 * The group that a quote is to be one of, as things stand. The quote joins by itself; here nothing changes.
 *
 * @throws Problem `invalid-request` with what stands against it, `change-refused` where the group takes no quotes
 */
export async function groupOfQuote(
  temporal: Temporal,
  { group, submission }: Pick<ReadQuote, 'group' | 'submission'>,
): Promise<GroupOfQuote | undefined> {
  if (group === undefined) return undefined;
  const reference = { system: group.externalSystem, id: group.externalId };
  const id = quoteGroupId(reference);
  const found = await findGroup(temporal, id);
  if (found === null) {
    throw refused([
      {
        field: 'group',
        code: 'unknown',
        reason: 'names a group of which nothing is known',
        remedy: 'Post the group first.',
      },
    ]);
  }
  const record = await readGroup(temporal, found);
  const { reply } = hear(record, record, wordOf(submission, id));
  const isNew = (await findTransaction(temporal, newBusinessId(submission.reference))) === null;
  if (reply.outcome === 'refused' && isNew) {
    if (reply.refusal.code === 'notUniform') throw refused(groupFindings(id, reply));
    throw new Problem('change-refused', {
      detail: reply.refusal.text,
      refusals: [reply.refusal],
    });
  }
  return { ...reference, uniqueState: record.uniqueState };
}

function wordOf(submission: Submission, group: string) {
  return {
    kind: 'join',
    quote: newBusinessId(submission.reference),
    // Whatever the group knows of it is older.
    saidAtMs: Number.MAX_SAFE_INTEGER,
    digests: uniformDigests(submission, group),
  } as const;
}

function refused(errors: ReturnType<typeof groupFindings>): Problem {
  return new Problem('invalid-request', {
    detail: 'The quote cannot be one of this group; nothing was kept.',
    errors,
  });
}
