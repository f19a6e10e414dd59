import { requestDigest } from '../../requests/request-digest.js';
import type { RequestedWorkflow } from '../../temporal/requested-workflow.js';
import { Problem } from '../problem.js';

/**
 * Begins what a request names, once: the same request again is what it began before.
 *
 * @param posted all of the request, by which its repeats are known
 * @returns what there was before; null where it was begun now
 * @throws Problem `different-request`
 */
export async function begunBefore(
  {
    what,
    requestId,
    posted,
    otherwise = 'Post the same content, or use another id.',
  }: {
    readonly what: string;
    readonly requestId: string;
    readonly posted: object;
    /** What to do where the content is another. */
    readonly otherwise?: string;
  },
  {
    start,
    find,
  }: {
    /** Whether it was begun now. */
    readonly start: (digest: string) => Promise<boolean>;
    readonly find: () => Promise<RequestedWorkflow | null>;
  },
): Promise<RequestedWorkflow | null> {
  const digest = requestDigest(posted);
  if (await start(digest)) return null;
  const found = await find();
  if (found?.requestDigest === digest) return found;
  throw new Problem('different-request', {
    detail: `The ${what} ${requestId} was started with other content. ${otherwise}`,
  });
}
