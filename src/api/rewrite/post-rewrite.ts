import { askedRewrite } from '../../requests/rewrite/asked-rewrite.js';
import { rewriteRequestSchema } from '../../requests/rewrite/rewrite-schema.js';
import { changeRoutes } from '../changes/change-route.js';
import { exampleFile } from '../example-file.js';
import { Problem } from '../problem.js';
import { quoteAskedRewrite } from './quote.js';

/** Ends a policy term and puts another in its place. */
export const rewriteRoutes = changeRoutes({
  kind: 'rewrite',
  plural: 'rewrites',
  summary: 'End a policy term and put another in its place',
  body: rewriteRequestSchema,
  example: exampleFile('rewrite') as never,
  ask: (posted, { record, facts, product }, now, rules) => {
    const { days, cancelledOn } = facts;
    const { policyNumber, termNumber } = record;
    const asked = askedRewrite(
      posted,
      { policyNumber, termNumber, days, cancelledOn, product },
      now,
      rules,
    );
    if (!('errors' in asked)) return asked;
    throw new Problem('invalid-request', {
      detail: 'The new term cannot be accepted; nothing was started.',
      errors: asked.errors,
    });
  },
  quote: quoteAskedRewrite,
});
