import { Runtime } from '@temporalio/worker';
import type { BillingCallLog } from '../adapters/billing/http-billing.js';
import type { WebhookCallLog } from '../adapters/webhooks/http-receivers.js';
import type { ImsCallLog } from '../adapters/ims/ims-policy-system.js';

const IMS_CALLS = 'bindery_ims_call_duration_seconds';
const BILLING_CALLS = 'bindery_billing_call_duration_seconds';
const WEBHOOK_CALLS = 'bindery_webhook_call_duration_seconds';

/** Seconds: a call that reads takes some hundredths, and one that binds as long as its time limit. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40];

/** By which durations the calls are told apart. */
export const CALL_BUCKETS: Record<string, number[]> = {
  [IMS_CALLS]: SECONDS,
  [BILLING_CALLS]: SECONDS,
  [WEBHOOK_CALLS]: SECONDS,
};

/**
 * Counts and times the calls to IMS, billing and the receivers of webhooks, beside the numbers of Temporal's SDK and through its meter: Prometheus asks a
 * worker in one place. Where nobody may ask, the meter keeps nothing.
 */
export class CallMetrics {
  readonly #ims = new Lazy(IMS_CALLS, 'Calls to IMS on the wire.');
  readonly #billing = new Lazy(BILLING_CALLS, 'Calls to billing.');
  readonly #webhooks = new Lazy(WEBHOOK_CALLS, 'Messages to receivers of webhooks.');

  ofIms({ operation, procedure, outcome, durationMs, write }: ImsCallLog): void {
    const tags = { operation: procedure ?? operation, outcome, effect: write ? 'write' : 'read' };
    this.#ims.histogram.record(durationMs / 1000, tags);
  }

  ofBilling({ operation, outcome, durationMs }: BillingCallLog): void {
    this.#billing.histogram.record(durationMs / 1000, { operation, outcome });
  }

  ofWebhooks({ outcome, durationMs }: WebhookCallLog): void {
    this.#webhooks.histogram.record(durationMs / 1000, { outcome });
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
