import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { expect } from 'vitest';
import { PATIENT_ISOLATE } from '../../src/main/patient-isolate.js';

type Step = (...args: unknown[]) => unknown;

/** A worker of one task queue with what it does; one with a bundle runs workflows too. */
export interface WantedWorker {
  readonly taskQueue: string;
  readonly steps: object;
  readonly workflowBundle?: WorkerOptions['workflowBundle'];
}

/** Workers that stay, while what they do is exchanged from one test to the next. */
interface Team {
  readonly shape: string;
  /** The test that had them last; undefined outside of tests, where they stop after their scenario. */
  test: string | undefined;
  isBusy: boolean;
  readonly exchange: Exchange;
  readonly workers: readonly Worker[];
  /** Ends when they were stopped, and fails when one of them does. */
  readonly ended: Promise<unknown>;
}

const teams = new WeakMap<TestWorkflowEnvironment, Team>();

/**
 * Has workers run while `scenario` does. Starting workers and stopping them takes longer than most tests, so they stay for the
 * next test of the file, which gives them steps of its own; between tests their steps wait. A test that asks for them
 * a second time wants a restart: it gets new ones, which remember nothing.
 */
export async function withWorkers<T>(
  env: TestWorkflowEnvironment,
  wanted: readonly WantedWorker[],
  scenario: () => Promise<T>,
): Promise<T> {
  const team = await teamFor(env, wanted);
  team.exchange.become(wanted);
  team.isBusy = true;
  try {
    return await Promise.race([scenario(), endedTooSoon(team)]);
  } finally {
    team.isBusy = false;
    team.exchange.become([]);
    if (team.test === undefined) await stopWorkers(env);
  }
}

/** Stops what `withWorkers` left running; part of the environment's `teardown`. */
export async function stopWorkers(env: TestWorkflowEnvironment): Promise<void> {
  const team = teams.get(env);
  if (!team) return;
  teams.delete(env);
  team.exchange.close();
  for (const worker of team.workers) worker.shutdown();
  await team.ended;
}

async function teamFor(
  env: TestWorkflowEnvironment,
  wanted: readonly WantedWorker[],
): Promise<Team> {
  const shape = wanted.map(shapeOf).join('\n');
  const test = expect.getState().currentTestName;
  const staying = teams.get(env);
  if (staying?.isBusy === true) throw new Error('the workers of this environment are at work');
  if (staying?.shape === shape && staying.test !== test) {
    staying.test = test;
    return staying;
  }
  await stopWorkers(env);
  const team = await startTeam(env, wanted, { shape, test });
  teams.set(env, team);
  return team;
}

async function startTeam(
  { nativeConnection: connection, namespace = 'default' }: TestWorkflowEnvironment,
  wanted: readonly WantedWorker[],
  of: { readonly shape: string; readonly test: string | undefined },
): Promise<Team> {
  const exchange = new Exchange();
  const workers: Worker[] = [];
  for (const { taskQueue, steps, workflowBundle } of wanted) {
    const worker = await Worker.create({
      ...PATIENT_ISOLATE,
      connection,
      namespace,
      taskQueue,
      activities: exchange.standIns(taskQueue, steps),
      ...(workflowBundle ? { workflowBundle } : {}),
    });
    workers.push(worker);
  }
  const ended = Promise.all(workers.map((worker) => worker.run()));
  // Whoever waits for it is told; nobody may be waiting yet.
  ended.catch(() => undefined);
  return { ...of, isBusy: false, exchange, workers, ended };
}

function shapeOf({ taskQueue, steps, workflowBundle }: WantedWorker): string {
  return [taskQueue, workflowBundle !== undefined, ...Object.keys(steps).sort()].join(' ');
}

async function endedTooSoon({ ended }: Team): Promise<never> {
  await ended;
  throw new Error('the workers ended before the scenario');
}

/** What the workers do now. */
class Exchange {
  #steps = new Map<string, Readonly<Record<string, Step>>>();
  #isClosed = false;
  #waiting: (() => void)[] = [];

  become(wanted: readonly WantedWorker[]): void {
    this.#steps = new Map(
      wanted.map(({ taskQueue, steps }) => [taskQueue, steps as Readonly<Record<string, Step>>]),
    );
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** Steps of the same names that do what is to be done when they are called. */
  standIns(taskQueue: string, steps: object): Record<string, Step> {
    const names = Object.keys(steps);
    return Object.fromEntries(
      names.map((name) => [
        name,
        async (...args: unknown[]) => (await this.#steppingIn(taskQueue, name))(...args),
      ]),
    );
  }

  async #steppingIn(taskQueue: string, name: string): Promise<Step> {
    for (;;) {
      if (this.#isClosed) throw new Error('the workers were stopped');
      const step = this.#steps.get(taskQueue)?.[name];
      if (step) return step;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
