import type { RequestHandler } from 'express';
import pLimit from 'p-limit';
import { addDays } from '../../domain/calendar/civil-date.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { refusalOf } from '../../domain/machine/refusals.js';
import { inWords, isHeld, type Moratorium } from '../../domain/notice/moratorium.js';
import type { Product } from '../../domain/product/product.js';
import { moratoriumQuery } from '../../temporal/transaction-search.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { answer, json, type Route } from '../route.js';
import { readPath } from '../terms/term-path.js';
import { pageByCursor } from '../transactions/page-by-cursor.js';
import {
  applyAnswerSchema,
  applyRequestSchema,
  moratoriumPathSchema,
  type ApplyAnswer,
  type ToldOfMoratorium,
} from './moratorium-schemas.js';
import { tellCancellation } from './tell-of-moratorium.js';

/** Enough to be quick, and few enough to leave the workers to everybody else. */
const AT_ONCE = 8;

/**
 * POST /api/moratoriums/{id}/apply: tells every cancellation that waits of a moratorium of the notice file. Each decides by its own
 * table whether that is about it, and is withdrawn then. Repeatable: what was withdrawn before stays so, and is answered again.
 */
function applyMoratorium(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const { id } = readPath(request, moratoriumPathSchema);
    const { by, reason, limit, cursor } = readBody(request, applyRequestSchema);
    const moratorium = moratoriumOf(context, id);
    const isSoldThere = ({ states }: Product) =>
      states.some((state) => moratorium.jurisdictions.includes(state));
    mustHold(context, moratorium, isSoldThere);
    // The day begins earlier by the clock of some zones than by that of the server.
    const query = moratoriumQuery(addDays(moratorium.from, -1));
    const page = await pageByCursor(
      context,
      { list: `moratorium ${id}`, search: query },
      { limit, cursor },
    );
    const atOnce = pLimit(AT_ONCE);
    const told = await Promise.all(
      page.transactions.map((visible) =>
        atOnce(() => tellCancellation(context, visible, { moratorium, by, reason })),
      ),
    );
    const items = told.filter((item) => item !== null);
    const count = (outcome: ToldOfMoratorium['outcome']): number =>
      items.filter((item) => item.outcome === outcome).length;
    const { from, to, jurisdictions, lines, reasons } = moratorium;
    response.json({
      moratorium: {
        id,
        from,
        to,
        jurisdictions: [...jurisdictions],
        lines: [...lines],
        reasons: [...reasons],
      },
      looked: page.transactions.length,
      withdrawn: count('withdrawn'),
      refused: count('refused'),
      unanswered: count('unanswered'),
      items,
      nextCursor: page.nextCursor,
    } satisfies ApplyAnswer);
  };
}

/** @throws Problem `unknown-moratorium` */
function moratoriumOf({ noticeRules }: ApiContext, id: string): Moratorium {
  const { moratoriums } = noticeRules;
  const found = moratoriums.find((one) => one.id === id);
  if (found) return found;
  const known = moratoriums.map((one) => one.id).join(', ');
  throw new Problem('unknown-moratorium', {
    detail: `The notice file has ${known === '' ? 'no moratorium' : known}. Add it there, have workers and API started anew, then ask again.`,
  });
}

/** @throws Problem `change-refused` on a day on which it holds nowhere */
function mustHold(
  { products, today }: ApiContext,
  moratorium: Moratorium,
  isSoldThere: (product: Product) => boolean,
): void {
  const days = [...products.values()]
    .filter(isSoldThere)
    .map(({ timeZone }) => civilDateIn(timeZone, today()));
  if (days.some((day) => isHeld(moratorium, day))) return;
  const refusal = refusalOf('notInMoratorium', {
    field: 'moratorium',
    found: [...new Set(days)].join(', '),
    allowed: inWords(moratorium),
  });
  throw new Problem('change-refused', { detail: refusal.text, refusals: [refusal] });
}

export const applyMoratoriumRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/moratoriums/{id}/apply',
  admits: { by: 'key', scope: 'transactions:operate' },
  operationId: 'applyMoratorium',
  tag: 'changes',
  summary: 'Withdraw the cancellations under way that a moratorium forbids',
  description:
    'The moratorium is one of the notice file, and holds today. Cancellations that are not pending any more go on. Repeatable.',
  request: {
    params: moratoriumPathSchema,
    body: json(applyRequestSchema, {
      example: { by: 'ops@example.test', reason: 'Bulletin B-0017-27 of the department' },
    }),
  },
  answers: { 200: answer('What came of each that it is about.', applyAnswerSchema) },
  problems: ['unknown-moratorium', 'change-refused', 'malformed-path', 'temporal-unavailable'],
  handle: applyMoratorium,
};
