import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { recordPaymentUpdate, termBoundUpdate } from '../../src/workflows/policy-term/messages.js';
import { stepSummary } from '../../src/workflows/step-summaries.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { aTermBound } from '../support/bound-terms.js';
import { temporalEnvironment } from '../support/temporal.js';
import { withTermWorkers } from '../support/term-workers.js';
import { WillingBilling } from '../support/willing-billing.js';

const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));
/** Begins with a capital letter and has nothing of a value that nobody thought of. */
const PHRASE = /^[A-Z](?!.*(?:undefined|null|NaN|\[object)).{3,}[^.]$/;

interface RecordedStep {
  readonly name: string;
  readonly args: readonly unknown[];
}

interface Recorded {
  readonly events: readonly {
    readonly activityTaskScheduledEventAttributes?: {
      readonly activityType: { readonly name: string };
      readonly input?: { readonly payloads?: readonly { readonly data: string }[] };
    };
  }[];
}

/** Every step of the recorded histories, with what it was given. */
function recordedSteps(): RecordedStep[] {
  return readdirSync(FOLDER).flatMap((file) => {
    const { events } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recorded;
    return events.flatMap(({ activityTaskScheduledEventAttributes: step }) =>
      step === undefined ? [] : [{ name: step.activityType.name, args: argsOf(step.input) }],
    );
  });
}

function argsOf(input: { readonly payloads?: readonly { readonly data: string }[] } = {}) {
  return (input.payloads ?? []).map(
    ({ data }) => JSON.parse(Buffer.from(data, 'base64').toString()) as unknown,
  );
}

describe('what a step is about', () => {
  const steps = recordedSteps();

  it('is said of every step that was ever recorded, in a phrase', () => {
    expect(new Set(steps.map(({ name }) => name)).size).toBeGreaterThan(50);
    for (const { name, args } of steps) expect(stepSummary(name, args), name).toMatch(PHRASE);
  });

  it('has nothing of the insured', () => {
    for (const { name, args } of steps) {
      const insured = insuredIn(args);
      for (const text of insured) expect(stepSummary(name, args), name).not.toContain(text);
    }
    expect(steps.some(({ args }) => insuredIn(args).length > 0)).toBe(true);
  });

  it('says so when a write is looked up first', () => {
    const args = { plan: -1, again: true };
    expect(stepSummary('bind', [args])).toBe('Bind under plan -1, unless it is done already');
    expect(stepSummary('bind', [{ ...args, again: false }])).toBe('Bind under plan -1');
  });

  it('is left out of a step that nobody here knows, or that was asked for as nobody here does', () => {
    expect(stepSummary('ofAnotherVersion', [])).toBeUndefined();
    expect(stepSummary('toString', [])).toBeUndefined();
    expect(stepSummary('settleTasks', [{}])).toBeUndefined();
  });
});

/** Every text that is said of an insured, wherever it stands. */
function insuredIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) =>
    name === 'insured' || name === 'holder' ? textsIn(part) : insuredIn(part),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 3 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

describe('the first page of the Web UI', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  it('says of every step and every timer of a term what it is about', async () => {
    // As long as a number may be: Temporal takes no summary of more than 400 bytes.
    const policyNumber = `P-${'9'.repeat(58)}`;
    const shown = await withTermWorkers(env, new WillingBilling(), async () => {
      const term = await env.client.workflow.start('policyTerm', {
        workflowId: policyTermId(policyNumber, 1),
        taskQueue: WORKFLOW_TASK_QUEUE,
        args: [
          { policyNumber, termNumber: 1, unboundPatienceMs: 60_000, outagePatienceMs: 60_000 },
        ],
      });
      await term.executeUpdate(recordPaymentUpdate, {
        args: [
          {
            paymentId: 'R-1',
            policyNumber,
            termNumber: 1,
            currency: 'USD',
            amountCents: 100,
            receivedAt: '2026-11-01T12:00:00Z',
          },
        ],
      });
      const summaries = async () => (await term.fetchHistory()).events?.flatMap(summaryOf) ?? [];
      await expect.poll(summaries).toContain(`Look for policies like ${policyNumber}`);
      await term.executeUpdate(termBoundUpdate, {
        args: [
          aTermBound({
            paymentDeadline: '2036-03-03T06:01:00Z',
            endOfTerm: '2037-02-01T06:01:00Z',
          }),
        ],
      });
      await expect.poll(summaries).toContain('Payment deadline of term 1, 2036-03-03 06:01 UTC');
      const all = await summaries();
      await term.terminate();
      return all;
    });
    expect(shown).not.toContain('');
  });
});

interface ShownEvent {
  readonly userMetadata?: { readonly summary?: Payload | null } | null;
  readonly timerStartedEventAttributes?: unknown;
  readonly activityTaskScheduledEventAttributes?: unknown;
}

/** Empty of a step or timer that says nothing. */
function summaryOf(event: ShownEvent): string[] {
  const { timerStartedEventAttributes: timer, activityTaskScheduledEventAttributes: step } = event;
  if (timer == null && step == null) return [];
  const summary = event.userMetadata?.summary;
  return [summary == null ? '' : defaultPayloadConverter.fromPayload<string>(summary)];
}
