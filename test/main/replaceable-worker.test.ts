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
    /** When it was begun to make each worker. */
    readonly madeAt: readonly number[];
    readonly stop: () => void;
    readonly ended: Promise<void>;
  }

  async function running(
    tell: (signal: AbortSignal) => Promise<void>,
    betweenMs = 0,
    isUnavailable: (attempt: number) => boolean = () => false,
  ): Promise<Running> {
    const losses = new EventEmitter<Losses>();
    const logged: string[] = [];
    const stopping = new AbortController();
    const madeAt: number[] = [];
    const make = (): Promise<Worker> => {
      madeAt.push(Date.now());
      if (isUnavailable(madeAt.length)) throw new Error('14 UNAVAILABLE');
      return Worker.create({
        connection: env.nativeConnection,
        namespace: env.namespace ?? 'default',
        taskQueue: QUEUE,
        workflowsPath: WORKFLOWS,
        activities: { tell: () => tell(stopping.signal) },
        shutdownGraceTime: 500,
        shutdownForceTime: 1_000,
      });
    };
    const destination = { write: (line: string) => logged.push(line) };
    const log = createLogger({ name: 'worker', level: 'info', destination });
    const worker = await ReplaceableWorker.create({ make, losses, log, betweenMs });
    return {
      losses,
      logged,
      madeAt,
      stop: () => {
        stopping.abort();
      },
      ended: runWorkers([worker], stopping.signal),
    };
  }

  const start = (workflowId: string) =>
    env.client.workflow.start(waitsForWord, { taskQueue: QUEUE, workflowId });

  it('is replaced by one that goes on with its workflows, and says so', async () => {
    const { losses, logged, madeAt, stop, ended } = await running(() => Promise.resolve());
    const workflow = await start('goes-on');
    expect(await workflow.query(isTellingQuery)).toBe(false);
    losses.emit('lost');
    await expect.poll(() => logged.join('')).toContain('another worker goes on');
    expect(madeAt).toHaveLength(2);
    expect(await workflow.query(isTellingQuery)).toBe(false);
    await workflow.signal(wordSignal);
    await workflow.result();
    stop();
    await ended;
    expect(logged.join('')).toContain('"level":"error"');
  });

  it('is replaced although it cannot finish what it has begun', async () => {
    const attempts: number[] = [];
    const { losses, logged, madeAt, stop, ended } = await running(async (stopped) => {
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
    expect(madeAt).toHaveLength(2);
    stop();
    await ended;
  });

  it('is replaced once, however often it says so within the time between two', async () => {
    const { losses, madeAt, stop, ended } = await running(() => Promise.resolve(), 3_000);
    losses.emit('lost');
    losses.emit('lost');
    await expect.poll(() => madeAt.length).toBe(2);
    const [first = 0, second = 0] = madeAt;
    // It is told of the first loss once it runs.
    expect(second - first).toBeGreaterThanOrEqual(3_000);
    stop();
    await ended;
    expect(madeAt).toHaveLength(2);
  });

  it('is not replaced any more when it is stopped before', async () => {
    const { losses, madeAt, stop, ended } = await running(() => Promise.resolve(), 60_000);
    losses.emit('lost');
    const workflow = await start('stopped');
    expect(await workflow.query(isTellingQuery)).toBe(false);
    stop();
    await ended;
    expect(madeAt).toHaveLength(1);
  });

  it('is replaced at the next attempt where Temporal does not answer at the first', async () => {
    const { losses, logged, madeAt, stop, ended } = await running(
      () => Promise.resolve(),
      0,
      (attempt) => attempt === 2,
    );
    const workflow = await start('second attempt');
    expect(await workflow.query(isTellingQuery)).toBe(false);
    losses.emit('lost');
    await expect.poll(() => logged.join('')).toContain('another worker goes on');
    expect(logged.join('')).toContain('no other worker could be made now');
    expect(madeAt).toHaveLength(3);
    await workflow.signal(wordSignal);
    await workflow.result();
    stop();
    await ended;
  });
});
