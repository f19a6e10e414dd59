import { settleRenewalTaskUpdate } from '../../workflows/renewal/messages.js';
import { actRoute } from '../changes/act-routes.js';
import { settlingSchema } from '../changes/act-schemas.js';

/** What a task of a renewal asked for is done. */
export const settleRenewalTaskRoute = actRoute({
  act: 'settle',
  scope: 'transactions:operate',
  summary: 'What a task asked for is done',
  body: settlingSchema,
  example: { by: 'ops@example.test', reason: 'The money was returned', task: 'lateMoney' },
  update: settleRenewalTaskUpdate,
  problems: ['no-such-task'],
});
