import { z } from 'zod';
import type { TransactionKind } from '../../domain/transaction/kinds.js';
import type { FoundTransaction } from '../../temporal/transactions.js';
import { editUpdate, type Edit } from '../../workflows/mid-term/messages.js';
import type { TransactionMemo } from '../../workflows/transaction/messages.js';
import type { Product } from '../../domain/product/product.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import type { Route } from '../route.js';
import { actRoute } from './act-routes.js';
import { mustHaveAct } from './send-change-act.js';

/** Whatever it changes, an edit says who makes it, why, and perhaps of which revision. */
type PostedEdit = z.ZodType<{
  readonly by?: string | undefined;
  readonly reason: string;
  readonly revision?: number | undefined;
}>;

/** What an edit of one kind of change gives, and what that changes. */
interface EditOfKind<Body extends PostedEdit> {
  readonly kind: TransactionKind;
  readonly body: Body;
  readonly example: z.input<Body>;
  /** @param product of the term @throws Problem `invalid-request` for what the product does not take */
  readonly changes: (posted: z.output<Body>, product: Product) => Edit['changes'];
}

/** The same, whatever it gives. */
export type AnyEdit = Pick<EditOfKind<PostedEdit>, 'kind' | 'body' | 'example'> & {
  readonly changes: (posted: unknown, product: Product) => Edit['changes'];
};

export function editOfKind<Body extends PostedEdit>(edit: EditOfKind<Body>): AnyEdit {
  return {
    ...edit,
    changes: (posted, product) => edit.changes(posted as z.output<Body>, product),
  };
}

/** POST /api/transactions/{id}/edit: something else is asked for. Each kind of change says what that may be. */
export function editRoute(edits: readonly [AnyEdit, AnyEdit, ...AnyEdit[]]): Route<ApiContext> {
  const [first, second, ...others] = edits;
  const editOf = ({ visible: { kind } }: FoundTransaction): AnyEdit => {
    mustHaveAct(kind, 'edit');
    return edits.find((one) => one.kind === kind) ?? first;
  };
  return actRoute({
    act: 'edit',
    scope: 'transactions:write',
    summary: 'Something else is asked for: it is quoted again, as a new revision',
    body: z.union([first.body, second.body, ...others.map(({ body }) => body)]),
    bodyOf: (of) => editOf(of).body as never,
    example: first.example,
    update: editUpdate,
    content: (posted, of, context): Edit => {
      const { by, reason, revision } = posted;
      const changes = editOf(of).changes(posted, productOf(of, context));
      return { by, reason, ...(revision === undefined ? {} : { revision }), changes };
    },
  });
}

function productOf({ visible }: FoundTransaction, { products }: ApiContext): Product {
  const key = visible.memo['product' satisfies keyof TransactionMemo];
  const product = products.get(String(key));
  if (product) return product;
  throw new Problem('unknown-product', {
    detail: `The term was sold as ${String(key)}, which has no product file any more: put the file back, for its rules decide what a change costs.`,
  });
}
