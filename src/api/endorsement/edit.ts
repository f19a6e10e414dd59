import type { Product } from '../../domain/product/product.js';
import {
  endorsementEditSchema,
  hasPrice,
  type PostedPrice,
} from '../../requests/endorsement/endorsement-schema.js';
import type { FoundTransaction } from '../../temporal/transactions.js';
import { editUpdate, type Edit } from '../../workflows/mid-term/messages.js';
import type { TransactionMemo } from '../../workflows/transaction/messages.js';
import { actRoute } from '../changes/act-routes.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { priceOf } from './figures.js';

/** Something else is asked for than was. */
export const editEndorsementRoute = actRoute({
  act: 'edit',
  scope: 'transactions:write',
  summary: 'Something else is asked for: it is quoted again, as a new revision',
  body: endorsementEditSchema,
  example: {
    by: 'ops@example.test',
    reason: 'The location opens later',
    effectiveDate: '2027-06-01',
  },
  update: editUpdate,
  content: ({ by, reason, revision, effectiveDate, ...posted }, of, context): Edit => ({
    by,
    reason,
    ...(revision === undefined ? {} : { revision }),
    changes: {
      ...(effectiveDate === undefined ? {} : { effectiveDate }),
      ...(hasPrice(posted) ? changedPrice(posted, productOf(of, context)) : {}),
    },
  }),
});

/** Of a workbook the workflow knows by itself that it comes without figures. */
function changedPrice(posted: PostedPrice, product: Product): Partial<ReturnType<typeof priceOf>> {
  const { figures, workbook } = priceOf(posted, product);
  return workbook ? { workbook } : { figures };
}

function productOf({ visible }: FoundTransaction, { products }: ApiContext): Product {
  const key = visible.memo['product' satisfies keyof TransactionMemo];
  const product = products.get(String(key));
  if (product) return product;
  throw new Problem('unknown-product', {
    detail: `The term was sold as ${String(key)}, which has no product file any more: put the file back, for its rules decide what a change costs.`,
  });
}
