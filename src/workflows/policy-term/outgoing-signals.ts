import {
  ApplicationFailure,
  condition,
  getExternalWorkflowHandle,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import {
  calledOffSignal,
  paymentNotSharedSignal,
  paymentSharedSignal,
  rescindSignal,
  directionSetSignal,
  termCancelledSignal,
  termChangedSignal,
  turnGrantedSignal,
  turnRefusedSignal,
  type OutgoingSignal,
  type PolicyTermInput,
} from './messages.js';
import type { OpenTerm } from './open-term.js';

/** One that takes no more signals in its present run does in its next. */
const CROWDED_PAUSE_MS = 60_000;

const MONEY_TAKEN_BACK = 'The money for which it was begun was taken back.';

/** Tells other workflows what they are to be told, one after the other, in the order in which it came up. */
export async function sendOutgoingSignals(
  openTerm: OpenTerm,
  input: PolicyTermInput,
): Promise<never> {
  for (;;) {
    await condition(() => openTerm.held.notices.length > 0);
    const [signal] = openTerm.held.notices;
    if (signal === undefined) continue;
    const outcome = await sent(signal, input);
    if (outcome === 'crowded') {
      await sleep(CROWDED_PAUSE_MS, { summary: `Before ${signal.to} is told again` });
    } else openTerm.signalSent(signal, outcome === 'told');
  }
}

async function sent(
  signal: OutgoingSignal,
  { policyNumber, termNumber }: PolicyTermInput,
): Promise<'told' | 'notRunning' | 'crowded'> {
  const other = getExternalWorkflowHandle(signal.to);
  const term = workflowInfo().workflowId;
  try {
    switch (signal.kind) {
      case 'paymentShared':
        await other.signal(paymentSharedSignal, { paymentId: signal.paymentId, term });
        break;
      case 'paymentNotShared':
        await other.signal(paymentNotSharedSignal, { paymentId: signal.paymentId, term });
        break;
      case 'turnGranted':
        await other.signal(turnGrantedSignal, { policyNumber, termNumber });
        break;
      case 'turnRefused':
        await other.signal(turnRefusedSignal, { policyNumber, termNumber, code: signal.code });
        break;
      case 'rescind': {
        const { id, receivedAt, receivedCents } = signal;
        await other.signal(rescindSignal, { id, receivedAt, receivedCents });
        break;
      }
      case 'calledOff':
        await other.signal(calledOffSignal, { reason: MONEY_TAKEN_BACK });
        break;
      case 'termCancelled': {
        const { effectiveDate } = signal;
        await other.signal(termCancelledSignal, { policyNumber, termNumber, effectiveDate });
        break;
      }
      case 'termChanged': {
        const { change, transaction } = signal;
        await other.signal(termChangedSignal, { policyNumber, termNumber, change, transaction });
        break;
      }
      case 'directionSet': {
        const { id, direction, by, reason } = signal;
        const said = { id, direction, by, reason };
        await other.signal(directionSetSignal, { policyNumber, termNumber, ...said });
      }
    }
    return 'told';
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return error.message.includes('not found') ? 'notRunning' : 'crowded';
  }
}
