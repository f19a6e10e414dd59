import { readReport } from '../../temporal/reconciliations.js';
import {
  cancelUpdate,
  pauseUpdate,
  resumeUpdate,
} from '../../workflows/reconciliation/messages.js';
import { orderRoutes } from '../requested/order-routes.js';
import {
  namedReconciliation,
  ONE_RECONCILIATION,
  reconciliationPathSchema,
} from './named-reconciliation.js';
import { reportAnswer, reportResponse } from './report-answer.js';

/** POST /api/reconciliations/{requestId}/pause, resume, cancel. */
export const actOnReconciliationRoutes = orderRoutes({
  path: '/api/reconciliations/{requestId}',
  params: reconciliationPathSchema,
  name: 'Reconciliation',
  tag: 'reconciliation',
  schema: 'ReconciliationOrder',
  example: { by: 'ops@example.test', reason: 'IMS is slow' },
  acts: [
    [pauseUpdate, 'Have a comparison look at nothing more until it is resumed'],
    [resumeUpdate, 'Have a paused comparison go on'],
    [cancelUpdate, 'End a comparison'],
  ],
  answers: { 200: reportResponse('How far it is.') },
  problems: ONE_RECONCILIATION,
  named: namedReconciliation,
  read: readReport,
  answer: reportAnswer,
});
