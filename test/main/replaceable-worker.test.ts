import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/logger.js';
import { ReplaceableWorker, type Losses } from '../../src/main/replaceable-worker.js';
import { runWorkers } from '../../src/main/run-workers.js';
import { temporalEnvironment } from '../support/temporal.js';
import {
  isTellingQuery,
  waitsForWord,
  wordSignal,
} from '../support/workflow-code/waits-for-word.js';

const WORKFLOWS = fileURLToPath(
  new URL('../support/workflow-code/waits-for-word.ts', import.meta.url),
);
const QUEUE = 'replaced';

describe('a worker that loses a workflow', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  interface Running {
    readonly losses: EventEmitter<Losses>;
    readonly logged: string[];
    /** How many workers were made so far. */
    readonly made: () => number;
    readonly stop: () => void;
    readonly ended: Promise<void>;
  }

  async function running(
    tell: (signal: AbortSignal) => Promise<void>,
    betweenMs = 0,
  ): Promise<Running> {
    const losses = new EventEmitter<Losses>();
    const logged: string[] = [];
    const stopping = new AbortController();
    let made = 0;
    const make = async (): Promise<Worker> => {
      const worker = await Worker.create({
        connection: env.nativeConnection,
        namespace: env.namespace ?? 'default',
        taskQueue: QUEUE,
        workflowsPath: WORKFLOWS,
        activities: { tell: () => tell(stopping.signal) },
        shutdownGraceTime: 500,
        shutdownForceTime: 1_000,
      });
      made += 1;
      return worker;
    };
    const destination = { write: (line: string) => logged.push(line) };
    const log = createLogger({ name: 'worker', level: 'info', destination });
    const worker = await ReplaceableWorker.create({ make, losses, log, betweenMs });
    return {
      losses,
      logged,
      made: () => made,
      stop: () => {
        stopping.abort();
      },
      ended: runWorkers([worker], stopping.signal),
    };
  }

  const start = (workflowId: string) =>
    env.client.workflow.start(waitsForWord, { taskQueue: QUEUE, workflowId });

  it('is replaced by one that goes on with its workflows, and says so', async () => {
    const { losses, logged, made, stop, ended } = await running(() => Promise.resolve());
    const workflow = await start('goes-on');
    expect(await workflow.query(isTellingQuery)).toBe(false);
    losses.emit('lost');
    await expect.poll(() => logged.join('')).toContain('another worker goes on');
    expect(made()).toBe(2);
    expect(await workflow.query(isTellingQuery)).toBe(false);
    await workflow.signal(wordSignal);
    await workflow.result();
    stop();
    await ended;
    expect(logged.join('')).toContain('"level":"error"');
  });

  it('is replaced although it cannot finish what it has begun', async () => {
    const attempts: number[] = [];
    const { losses, logged, made, stop, ended } = await running(async (stopped) => {
      attempts.push(attempts.length);
      // The first never ends by itself.
      if (attempts.length === 1) await once(stopped, 'abort');
    });
    const workflow = await start('stuck');
    await workflow.signal(wordSignal);
    await expect.poll(() => attempts.length).toBe(1);
    losses.emit('lost');
    await workflow.result();
    expect(attempts).toHaveLength(2);
    await expect.poll(() => logged.join('')).toContain('has not finished everything');
    expect(made()).toBe(2);
    stop();
    await ended;
  });

  it('is replaced once, however often it says so within the time between two', async () => {
    const { losses, made, stop, ended } = await running(() => Promise.resolve(), 3_000);
    const workflow = await start('once');
    losses.emit('lost');
    losses.emit('lost');
    expect(await workflow.query(isTellingQuery)).toBe(false);
    expect(made()).toBe(1);
    await expect.poll(made).toBe(2);
    losses.emit('lost');
    await workflow.signal(wordSignal);
    await workflow.result();
    expect(made()).toBe(2);
    // It stops at once, and makes no other.
    stop();
    await ended;
    expect(made()).toBe(2);
  });
});
