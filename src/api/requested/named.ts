import type { Request } from 'express';
import { z } from 'zod';
import { pattern } from '../../requests/text-fields.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { factsOf } from '../request-facts.js';
import { readPath } from '../terms/term-path.js';

/** The parameters of a path that names what a request began; the schedules' own names have the moment of their start in them. */
export function requestedPath(what: string, example: string) {
  return z.strictObject({
    requestId: pattern(
      /^[A-Za-z0-9._:-]{1,100}$/,
      `is not the id of a ${what}; use it as it was posted or answered`,
    ).meta({ description: `Id of the ${what}, as it was posted or answered.`, example }),
  });
}

/** Problems of every route that is about one of them. */
export function problemsOfOne(unknown: ProblemCode): readonly ProblemCode[] {
  return [
    'malformed-path',
    'invalid-request',
    unknown,
    'worker-unavailable',
    'workflow-failing',
    'temporal-unavailable',
  ];
}

/** What the path names. @throws Problem `unknown`, `invalid-request` */
export async function namedBy<Path extends z.ZodType>(
  request: Request,
  path: Path,
  unknown: ProblemCode,
  find: (named: z.output<Path>) => Promise<RequestedWorkflow | null>,
): Promise<RequestedWorkflow> {
  const found = await find(readPath(request, path));
  if (!found) throw new Problem(unknown);
  factsOf(request).transactionId = found.workflowId;
  return found;
}
