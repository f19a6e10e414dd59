import { renewalRequestSchema } from '../../requests/renewal/renewal-schema.js';
import { routesAskedOfPolicy } from '../changes/asked-of-policy.js';
import { exampleFile } from '../example-file.js';
import { beginRenewal } from './begin-renewal.js';

/** Makes the next term of a policy. */
export const renewalRoutes = routesAskedOfPolicy({
  name: 'Renewal',
  plural: 'renewals',
  summary: 'Make the next term of a policy',
  summaryByReference: 'Make the next term of the policy that has a transaction of that reference',
  description:
    'A term has one renewal at a time, whoever begins it: the term itself when its lead time comes, or a request. The same request again is the same renewal; another is refused while one is under way or done.',
  it: 'The renewal',
  body: renewalRequestSchema,
  example: renewalRequestSchema.parse(exampleFile('renewal')),
  begin: async (context, asking, facts) => {
    const begun = await beginRenewal(context, asking);
    facts.transactionId = begun.record.id;
    return begun;
  },
});
