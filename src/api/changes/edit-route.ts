import { z } from 'zod';
import type { TransactionKind } from '../../domain/transaction/kinds.js';
import type { FoundTransaction } from '../../temporal/transactions.js';
import { editUpdate, type Edit } from '../../workflows/mid-term/messages.js';
import type { TransactionMemo } from '../../workflows/transaction/messages.js';
import type { Product } from '../../domain/product/product.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import type { Route } from '../route.js';
import { actRoute, type PostedAct } from './act-routes.js';
import { mustHaveAct } from './send-change-act.js';

type Named<Posted> = Posted & { readonly by: string };

/** What an edit of one kind of change gives, and what is sent of it. */
interface EditOfKind<Body extends PostedAct> {
  readonly kind: TransactionKind;
  readonly body: Body;
  readonly example: z.input<Body>;
  /** @param product of the term @throws Problem `invalid-request` for what the product does not take */
  readonly content: (posted: Named<z.output<Body>>, product: Product) => Edit;
}

/** The same, whatever it gives. */
export type AnyEdit = Pick<EditOfKind<PostedAct>, 'kind' | 'body' | 'example'> & {
  readonly content: (posted: Named<unknown>, product: Product) => Edit;
};

export function editOfKind<Body extends PostedAct>(edit: EditOfKind<Body>): AnyEdit {
  return {
    ...edit,
    content: (posted, product) => edit.content(posted as Named<z.output<Body>>, product),
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
    content: (posted, of, context): Edit => editOf(of).content(posted, productOf(of, context)),
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
