import { z } from 'zod';
import { by, reason } from '../../requests/correction-schema.js';
import { readReport } from '../../temporal/reconciliations.js';
import { sendAct } from '../../temporal/send-act.js';
import {
  cancelUpdate,
  pauseUpdate,
  resumeUpdate,
} from '../../workflows/reconciliation/messages.js';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { json, type Route } from '../route.js';
import {
  namedReconciliation,
  ONE_RECONCILIATION,
  reconciliationPathSchema,
} from './named-reconciliation.js';
import { reportAnswer, reportResponse } from './report-answer.js';

const orderSchema = z
  .strictObject({ by: by(), reason: reason() })
  .meta({ id: 'ReconciliationOrder' });

const ACTS = [
  {
    update: pauseUpdate,
    operationId: 'pauseReconciliation',
    summary: 'Have a comparison look at nothing more until it is resumed',
  },
  {
    update: resumeUpdate,
    operationId: 'resumeReconciliation',
    summary: 'Have a paused comparison go on',
  },
  { update: cancelUpdate, operationId: 'cancelReconciliation', summary: 'End a comparison' },
] as const;

/** POST /api/reconciliations/{requestId}/pause, resume, cancel. Asked for again they change nothing. */
export const actOnReconciliationRoutes: readonly Route<ApiContext>[] = ACTS.map(
  ({ update, operationId, summary }) => ({
    method: 'post',
    path: `/api/reconciliations/{requestId}/${update.name}`,
    admits: { by: 'key', scope: 'transactions:operate' },
    operationId,
    tag: 'reconciliation',
    summary,
    request: {
      params: reconciliationPathSchema,
      body: json(orderSchema, { example: { by: 'ops@example.test', reason: 'IMS is slow' } }),
    },
    answers: { 200: reportResponse('How far it is.') },
    problems: ['already-ended', 'refused', ...ONE_RECONCILIATION],
    handle: (context) => async (request, response) => {
      const order = readBody(request, orderSchema);
      const found = await namedReconciliation(context, request);
      const progress = found.isRunning
        ? await sendAct(context, found.workflowId, update, order)
        : await readReport(context, found);
      const isCancelledBefore = update === cancelUpdate && progress.state === 'cancelled';
      if (!found.isRunning && !isCancelledBefore) throw new Problem('already-ended');
      response.json(reportAnswer(progress, found));
    },
  }),
);
