import { UsageError } from '../../src/main/usage-error.js';
import { USAGE, type BillingCommand } from './arguments.js';
import { askBilling, paymentAnswerSchema, stateSchema } from './billing-admin.js';
import { paymentWords, termsWords } from './words.js';

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
    case 'show':
      return shown(command.policyNumber, command.termNumber, port);
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
