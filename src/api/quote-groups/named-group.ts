import type { Request } from 'express';
import { z } from 'zod';
import { groupOfId } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findGroup, type FoundGroup } from '../../temporal/quote-groups.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { factsOf } from '../request-facts.js';
import { readPath } from '../terms/term-path.js';

/** The parameters of a path that names a group. */
export const groupPathSchema = z.strictObject({
  id: z.string().min(1).meta({
    description: '`id` of the group as it was answered.',
    example: 'quote-group:portal:OPP-17',
  }),
});

/** Problems of every route that is about one group. */
export const ONE_GROUP: readonly ProblemCode[] = [
  'malformed-path',
  'invalid-request',
  'unknown-group',
  'worker-unavailable',
  'workflow-failing',
  'temporal-unavailable',
];

/** The group that the path names. @throws Problem `unknown-group` */
export async function namedGroup(temporal: Temporal, request: Request): Promise<FoundGroup> {
  const { id } = readPath(request, groupPathSchema);
  const found = groupOfId(id) && (await findGroup(temporal, id));
  if (!found) throw new Problem('unknown-group');
  factsOf(request).transactionId = id;
  return found;
}
