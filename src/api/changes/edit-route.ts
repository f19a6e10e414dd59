import { z } from 'zod';
import type { TransactionKind } from '../../domain/transaction/kinds.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { RatingFiles } from '../../domain/rating/rated-product.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';
import type { FoundTransaction } from '../../temporal/transactions.js';
import { recordOf } from '../../temporal/visible-transactions.js';
import { editUpdate, type Edit } from '../../workflows/mid-term/messages.js';
import type { ApiContext } from '../context.js';
import type { Route } from '../route.js';
import { actRoute } from './act-routes.js';
import { NAMED_TERM_PROBLEMS, namedTerm } from './named-term.js';
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
  /** @throws Problem `invalid-request` for what the product of the term does not take */
  readonly changes: (
    posted: z.output<Body>,
    term: ChangeableTerm,
    rating: RatingFiles,
  ) => Edit['changes'];
}

/** The same, whatever it gives. */
export type AnyEdit = Pick<EditOfKind<PostedEdit>, 'kind' | 'body' | 'example'> & {
  readonly changes: (posted: unknown, term: ChangeableTerm, rating: RatingFiles) => Edit['changes'];
};

export function editOfKind<Body extends PostedEdit>(edit: EditOfKind<Body>): AnyEdit {
  return {
    ...edit,
    changes: (posted, ...rest) => edit.changes(posted as z.output<Body>, ...rest),
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
    problems: NAMED_TERM_PROBLEMS,
    content: async (posted, of, context): Promise<Edit> => {
      const { by, reason, revision } = posted;
      const term = await namedTerm(context, termOf(of));
      const changes = editOf(of).changes(posted, term, context.rating);
      return { by, reason, ...(revision === undefined ? {} : { revision }), changes };
    },
  });
}

/** The term that a change is of. */
function termOf({ visible }: FoundTransaction): TermName {
  const { policyNumber, change } = recordOf(visible);
  return { policyNumber: policyNumber ?? '', termNumber: change?.termNumber ?? 0 };
}
