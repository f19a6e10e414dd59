import { askedRenewal } from '../../requests/renewal/asked-renewal.js';
import { renewalEditSchema } from '../../requests/renewal/renewal-schema.js';
import { editOfKind } from '../changes/edit-route.js';
import { premiumSaid } from './premium-said.js';

/** The next term shall cost something else, or be billed otherwise. */
export const renewalEdit = editOfKind({
  kind: 'renewal',
  body: renewalEditSchema,
  example: {
    by: 'underwriter@example.test',
    reason: 'Two losses in the year',
    premium: [{ line: 'general-liability', charge: 'premium', state: 'TX', amount: '5400.00' }],
  },
  changes: (posted, term, rating) => {
    const premium = premiumSaid(posted, term, rating);
    const { workbook, billing } = askedRenewal(posted);
    return {
      ...(premium && { premium }),
      ...(workbook && { workbook }),
      ...(billing && { billing }),
    };
  },
});
