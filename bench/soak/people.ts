import { setTimeout as pause } from 'node:timers/promises';
import { againAndAgain } from './again-and-again.js';
import type { Desk } from './desk.js';

/** A task of the one list of what waits for a person. */
export interface ListedTask {
  readonly of: string;
  readonly id: string;
  readonly task: string;
  readonly cause: string;
  readonly why: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly body: Readonly<Record<string, unknown>> | null;
  };
}

/** Somebody who knows nothing but the work list, and does what it says. */
export interface People {
  /** How often each cause was settled by the request of the list. */
  readonly settled: Record<string, number>;
  /** What the list said and nobody took. */
  readonly refused: string[];
  /** Lets what terms ask wait, and sees to what has stopped. */
  begin(): void;
  end(): Promise<void>;
  /** Settles everything. @returns how many there were */
  settleAll(): Promise<number>;
}

const LOOK_EVERY_MS = 2_000;
/** The index follows by a second or so. */
const INDEX_MS = 3_000;
const ROUNDS = 12;

export async function listedTasks(desk: Desk): Promise<readonly ListedTask[]> {
  const tasks: ListedTask[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await desk.get<{
      readonly items: readonly ListedTask[];
      readonly nextCursor: string | null;
    }>(`/api/tasks?pageSize=100${after}`);
    if (status !== 200) throw new Error(`the work list is answered ${String(status)}`);
    tasks.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return tasks;
}

export function peopleAt(desk: Desk): People {
  const settled: Record<string, number> = {};
  const refused: string[] = [];
  const over = new AbortController();
  let work = Promise.resolve();

  async function settle({ request, cause, id, task }: ListedTask): Promise<void> {
    if (request.method !== 'POST' || request.body === null) return;
    const { status, body } = await desk.post<object>(request.path, request.body);
    // Somebody, or it itself, was quicker: that is no fault of the list.
    if (status === 409 || status === 404) return;
    if (status >= 400) {
      refused.push(`${cause} of ${id} (${task}): ${String(status)} ${JSON.stringify(body)}`);
      return;
    }
    settled[cause] = (settled[cause] ?? 0) + 1;
  }

  /** What terms and renewals ask of people waits; a transaction that does not go on does not. */
  const isStop = ({ of, task }: ListedTask): boolean =>
    of !== 'policyTerm' && !task.includes(':') && task !== 'unknown' && !RENEWALS_ASK.has(task);

  return {
    settled,
    refused,
    begin: () => {
      const seeToStops = async () => {
        for (const task of (await listedTasks(desk)).filter(isStop)) await settle(task);
      };
      work = againAndAgain(over.signal, () => LOOK_EVERY_MS, seeToStops);
      work.catch(() => undefined);
    },
    end: async () => {
      over.abort();
      await work;
    },
    settleAll: async () => {
      let count = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const tasks = await listedTasks(desk);
        if (tasks.length === 0) return count;
        for (const task of tasks) await settle(task);
        count += tasks.length;
        await pause(INDEX_MS);
      }
      return count;
    },
  };
}

const RENEWALS_ASK: ReadonlySet<string> = new Set([
  'noPlanFits',
  'wrongFlow',
  'lateMoney',
  'money',
  'notice',
]);
