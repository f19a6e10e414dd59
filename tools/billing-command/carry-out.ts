import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { UsageError } from '../../src/main/usage-error.js';
import { USAGE, type BillingCommand, type Callback } from './arguments.js';
import {
  askBilling,
  callbackSchema,
  clockSchema,
  paymentAnswerSchema,
  sentSchema,
  stateSchema,
} from './billing-admin.js';
import { askedWords, paymentWords, termsWords } from './words.js';

/**
 * Does what was asked, at the sandbox whose admin endpoint is on that port.
 *
 * @returns what became of it, in words
 * @throws UsageError when billing is not there or says no
 */
export async function carryOut(command: BillingCommand, port: number): Promise<string> {
  switch (command.kind) {
    case 'help':
      return USAGE;
    case 'pay': {
      const { payment, period } = await askBilling(
        port,
        paymentAnswerSchema,
        '/payments',
        command.payment,
      );
      return paymentWords(payment, period);
    }
    case 'reverse': {
      const path = `/payments/${encodeURIComponent(command.paymentId)}/reverse`;
      const { reason } = command;
      const body = reason === undefined ? {} : { reason };
      const { payment, period } = await askBilling(port, paymentAnswerSchema, path, body);
      return paymentWords(payment, period);
    }
    case 'clock': {
      const body = command.move ?? undefined;
      const { now } = await askBilling(port, clockSchema, '/clock', body);
      return `Billing's clock shows ${now}.\n`;
    }
    case 'ask':
      return answered(command.callback, port);
    case 'show':
      return shown(command.policyNumber, command.termNumber, port);
  }
}

const LOOK_EVERY_MS = 200;
/** After that it is still sent, and `show` says what came of it. */
const LOOKS = 25;

/** Has billing ask the policy side, and waits a little for its answer. */
async function answered(callback: Callback, port: number): Promise<string> {
  const { ids } = await askBilling(port, sentSchema, '/callbacks', callback);
  const [id] = ids;
  const path = `/callbacks?after=${String(id - 1)}`;
  for (let look = 1; ; look += 1) {
    const sent = (await askBilling(port, z.array(callbackSchema), path)).find(
      (one) => one.id === id,
    );
    if (sent && (sent.status !== 'pending' || look === LOOKS)) return askedWords(sent);
    await pause(LOOK_EVERY_MS);
  }
}

async function shown(policyNumber: string, termNumber: number | null, port: number) {
  const { periods, payments, callbacks } = await askBilling(port, stateSchema, '/state');
  const isMeant = (one: {
    readonly policyNumber?: string | undefined;
    readonly termNumber?: number | undefined;
  }): boolean =>
    one.policyNumber === policyNumber && (termNumber === null || one.termNumber === termNumber);
  const meant = periods.filter(isMeant);
  const theirs = new Set(meant.flatMap((period) => period.payments));
  const money = payments.filter(
    ({ paymentId, target }) => theirs.has(paymentId) || isMeant(target),
  );
  if (meant.length === 0 && money.length === 0) {
    const term = termNumber === null ? 'policy' : `term ${String(termNumber)} of policy`;
    throw new UsageError(`Billing knows nothing of ${term} ${policyNumber}.`);
  }
  return termsWords(
    meant,
    money,
    callbacks.filter(({ content }) => isMeant(content)),
  );
}
