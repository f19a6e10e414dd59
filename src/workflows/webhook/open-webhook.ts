import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import {
  afterStep,
  nextDelivery,
  resumed,
  sentAgain,
  sentAgainFrom,
  skipped,
  type NextDelivery,
} from '../../domain/webhooks/deliveries.js';
import {
  begunWebhook,
  needsPerson,
  stateOf,
  webhookInWords,
  webhookStatus,
  type StandingWebhook,
  type WebhookAct,
  type WebhookStatus,
} from '../../domain/webhooks/status.js';
import {
  rotated,
  signingSecrets,
  type SecretGeneration,
} from '../../domain/webhooks/subscription.js';
import { tasksOfWebhook } from '../../domain/task/webhook-tasks.js';
import { ListedTasks } from '../listed-tasks.js';
import type { Order } from '../orders.js';
import { RunLength } from '../policy-term/run-length.js';
import { searchAttributes } from '../search-attributes.js';
import type {
  DeliveredStep,
  DeliveryStep,
  Resend,
  Rotation,
  Skip,
  WebhookChange,
  WebhookInput,
} from './messages.js';

const STEPS_PER_RUN = 200;
const KEPT_ACTS = 50;
/** How long a worker that cannot send is left alone before another attempt. */
const UNREADY_PAUSE_MS = 60_000;

/** A subscription under way. */
export class OpenWebhook {
  readonly #input: WebhookInput;
  readonly #run: RunLength;
  #carried: StandingWebhook;
  /** Whether there may be events that were not read yet. */
  #isMore = true;
  #readyAtMs = 0;
  /** Counts what happened to it from outside. */
  #news = 0;
  #tests = 0;
  #isRemoved = false;
  #neededPerson: boolean;
  readonly #listed = new ListedTasks();

  constructor(input: WebhookInput) {
    this.#input = input;
    this.#run = new RunLength(input.stepsPerRun ?? STEPS_PER_RUN);
    this.#carried = input.carried ?? begunWebhook(input, new Date().toISOString());
    this.#neededPerson = input.carried !== undefined && needsPerson(this.status.state);
    this.#show();
  }

  /** Counts what happened to it from outside. */
  get news(): number {
    return this.#news;
  }

  get isRemoved(): boolean {
    return this.#isRemoved;
  }

  get isDueToContinue(): boolean {
    return this.#run.isDueToContinue;
  }

  get nextInput(): WebhookInput {
    return { ...this.#input, carried: this.#carried };
  }

  get next(): NextDelivery {
    const nowMs = Date.now();
    if (this.#carried.isPaused) return { kind: 'wait', untilMs: null };
    if (this.#readyAtMs > nowMs) return { kind: 'wait', untilMs: this.#readyAtMs };
    return nextDelivery(this.#carried.deliveries, { nowMs, isMore: this.#isMore });
  }

  /** What a step is given; what comes to the log meanwhile is news again. */
  begin(order: DeliveryStep['order']): DeliveryStep {
    this.#isMore = false;
    return { id: this.#input.id, ...this.#carried.subscription, secrets: this.secrets, order };
  }

  get secrets(): readonly SecretGeneration[] {
    return signingSecrets(this.#carried.secrets, Date.now());
  }

  get id(): string {
    return this.#input.id;
  }

  get url(): string {
    return this.#carried.subscription.url;
  }

  /** There may be events that were not read yet. */
  wake(): void {
    this.#isMore = true;
    this.#news += 1;
  }

  /** What a step has delivered. @param after the number after which it read on */
  delivered({ isMore, unready, ...report }: DeliveredStep, after: number): void {
    this.#run.count();
    this.#isMore ||= isMore;
    const { since = new Date().toISOString() } = this.#carried.unready ?? {};
    this.#readyAtMs = unready === null ? 0 : Date.now() + UNREADY_PAUSE_MS;
    const { pausesMs } = this.#input;
    const heard = { nowMs: Date.now(), chance: () => Math.random(), pausesMs };
    const { cursor } = this.#carried.deliveries;
    // Somebody has had it go back meanwhile: what the step has read is read again.
    const lanes = report.lanes.map((lane) => ({ ...lane, read: [] }));
    const seen = after === cursor ? report : { ...report, cursor, lanes };
    this.#become({
      deliveries: afterStep(this.#carried.deliveries, seen, heard),
      unready: unready === null ? null : { reason: unready, since },
    });
  }

  get status(): WebhookStatus {
    return webhookStatus(this.#input, this.#carried);
  }

  /** Names the next test. */
  nextTest(): number {
    this.#tests += 1;
    return this.#tests;
  }

  change({ by, ...change }: WebhookChange): void {
    const subscription = { ...this.#carried.subscription, ...change };
    this.#act('change', { by }, { subscription });
  }

  rotate({ by, requestId: rotation, keyId, overlapMs }: Rotation): void {
    const { secrets } = this.#carried;
    if (secrets.rotation === rotation) return;
    const until = new Date(Date.now() + overlapMs).toISOString();
    this.#act('rotateSecret', { by }, { secrets: rotated(secrets, { rotation, keyId, until }) });
  }

  pause(order: Order): void {
    if (!this.#carried.isPaused) this.#act('pause', order, { isPaused: true });
  }

  /** What is parked or stopped goes on, too. */
  resume(order: Order): void {
    const deliveries = resumed(this.#carried.deliveries, new Date().toISOString());
    this.#readyAtMs = 0;
    this.#isMore = true;
    this.#act('resume', order, { isPaused: false, deliveries, unready: null });
  }

  /** @returns whether the event was come to */
  resend({ sequence, isAlone, ...order }: Resend): boolean {
    const { deliveries: before } = this.#carried;
    if (sequence > before.cursor) return false;
    const deliveries = isAlone ? sentAgain(before, sequence) : sentAgainFrom(before, sequence);
    this.#isMore = true;
    this.#act('resend', order, { deliveries });
    return true;
  }

  /** @returns whether the event waited */
  skip({ sequence, ...order }: Skip): boolean {
    const deliveries = skipped(this.#carried.deliveries, sequence);
    if (deliveries !== null) this.#act('skip', order, { deliveries });
    return deliveries !== null;
  }

  remove(by: string): void {
    this.#isRemoved = true;
    this.#act('remove', { by }, {});
  }

  #act(
    act: WebhookAct['act'],
    { by, reason = null }: { readonly by: string; readonly reason?: string | null },
    change: Partial<StandingWebhook>,
  ): void {
    this.#run.count();
    this.#news += 1;
    const at = new Date().toISOString();
    const acts = [...this.#carried.acts, { at, act, by, reason }].slice(-KEPT_ACTS);
    this.#become({ ...change, acts, updatedAt: at });
  }

  #become(change: Partial<StandingWebhook>): void {
    this.#carried = { ...this.#carried, ...change };
    this.#show();
  }

  #show(): void {
    const { deliveries, isPaused, unready = null } = this.#carried;
    const reason = unready?.reason ?? null;
    setCurrentDetails(webhookInWords(deliveries, { isPaused, unready: reason }));
    const isListed = this.#listed.tell(tasksOfWebhook(this.status));
    const isNeeded = needsPerson(stateOf(deliveries, isPaused));
    if (isNeeded === this.#neededPerson) return;
    this.#neededPerson = isNeeded;
    // A run that an older version began tells the index this alone.
    if (!isListed)
      upsertSearchAttributes([{ key: searchAttributes.needsAttention, value: isNeeded }]);
  }
}
