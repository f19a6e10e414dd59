import type { z } from 'zod';
import { changeId } from '../../domain/workflow-ids.js';
import type { PostedChange } from '../../requests/mid-term/change-fields.js';
import type { ApiContext } from '../context.js';
import type { Route } from '../route.js';
import { routesAskedOfPolicy, type AskedOfPolicy } from './asked-of-policy.js';
import { beginChange, type ChangeWanted } from './begin-change.js';

/** A kind of change that can be asked for over the API. */
interface ChangeOnOffer<Body extends z.ZodObject, Own extends object>
  extends
    ChangeWanted<z.output<Body> & PostedChange, Own>,
    Pick<AskedOfPolicy<Body>, 'plural' | 'summary' | 'body' | 'example'> {}

/**
 * The two routes by which a change is asked for. The same requestId with the same content is one change, however often and by
 * whichever of the two it is posted.
 */
export function changeRoutes<Body extends z.ZodObject, Own extends object>(
  offered: ChangeOnOffer<Body, Own>,
): readonly [Route<ApiContext>, Route<ApiContext>] {
  const { kind, plural, summary, body, example } = offered;
  return routesAskedOfPolicy({
    name: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    plural,
    summary,
    summaryByReference: `${summary}, of the policy that has a transaction of that reference`,
    description:
      'The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.',
    it: 'The change',
    body,
    example,
    begin: (context, asking, facts) => {
      const posted = asking.posted as z.output<Body> & PostedChange;
      facts.transactionId = changeId(kind, asking.policyNumber, posted.requestId);
      return beginChange(context, offered, { ...asking, posted });
    },
  });
}
