import { Runtime } from '@temporalio/worker';
import type { BillingCallLog } from '../adapters/billing/http-billing.js';
import type { ImsCallLog } from '../adapters/ims/ims-policy-system.js';

/**
 * Counts and times the calls to IMS and billing, beside the numbers of Temporal's SDK and through its meter: Prometheus asks a
 * worker in one place. Where nobody may ask, the meter keeps nothing.
 */
export class CallMetrics {
  readonly #ims = new Lazy('bindery_ims_call_duration_seconds', 'Calls to IMS on the wire.');
  readonly #billing = new Lazy('bindery_billing_call_duration_seconds', 'Calls to billing.');

  ofIms({ operation, procedure, outcome, durationMs, write }: ImsCallLog): void {
    const tags = { operation: procedure ?? operation, outcome, effect: write ? 'write' : 'read' };
    this.#ims.histogram.record(durationMs / 1000, tags);
  }

  ofBilling({ operation, outcome, durationMs }: BillingCallLog): void {
    this.#billing.histogram.record(durationMs / 1000, { operation, outcome });
  }
}

/** Made with the first call, for the meter is there only when the process has its runtime. */
class Lazy {
  readonly #name: string;
  readonly #description: string;
  #made: ReturnType<typeof newHistogram> | null = null;

  constructor(name: string, description: string) {
    this.#name = name;
    this.#description = description;
  }

  get histogram(): ReturnType<typeof newHistogram> {
    this.#made ??= newHistogram(this.#name, this.#description);
    return this.#made;
  }
}

function newHistogram(name: string, description: string) {
  return Runtime.instance().metricMeter.createHistogram(name, 'float', 's', description);
}
