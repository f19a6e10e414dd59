import {
  ApplicationFailure,
  condition,
  getExternalWorkflowHandle,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import {
  paymentNotSharedSignal,
  paymentSharedSignal,
  turnGrantedSignal,
  turnRefusedSignal,
  type Notice,
  type PolicyTermInput,
} from './messages.js';
import type { OpenTerm } from './open-term.js';

/** One that takes no more signals in its present run does in its next. */
const CROWDED_PAUSE_MS = 60_000;

/** Tells other workflows what they are to be told, one after the other, in the order in which it came up. */
export async function sendNotices(openTerm: OpenTerm, input: PolicyTermInput): Promise<never> {
  for (;;) {
    await condition(() => openTerm.held.notices.length > 0);
    const [notice] = openTerm.held.notices;
    if (notice === undefined) continue;
    const outcome = await sent(notice, input);
    if (outcome === 'crowded') await sleep(CROWDED_PAUSE_MS);
    else openTerm.noticeSent(notice, outcome === 'told');
  }
}

async function sent(
  notice: Notice,
  { policyNumber, termNumber }: PolicyTermInput,
): Promise<'told' | 'notRunning' | 'crowded'> {
  const other = getExternalWorkflowHandle(notice.to);
  const term = workflowInfo().workflowId;
  try {
    switch (notice.kind) {
      case 'paymentShared':
        await other.signal(paymentSharedSignal, { paymentId: notice.paymentId, term });
        break;
      case 'paymentNotShared':
        await other.signal(paymentNotSharedSignal, { paymentId: notice.paymentId, term });
        break;
      case 'turnGranted':
        await other.signal(turnGrantedSignal, { policyNumber, termNumber });
        break;
      case 'turnRefused':
        await other.signal(turnRefusedSignal, { policyNumber, termNumber, code: notice.code });
    }
    return 'told';
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return error.message.includes('not found') ? 'notRunning' : 'crowded';
  }
}
