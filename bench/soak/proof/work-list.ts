import { setTimeout as pause } from 'node:timers/promises';
import { termId, termPath, transactionPath, type Term, type Transaction } from '../answers.js';
import type { Desk } from '../desk.js';
import type { Lived } from '../life.js';
import { listedTasks, type ListedTask, type People } from '../people.js';

export interface WorkListProof {
  /** What waited for a person when everything else was at rest, by its cause. */
  readonly waited: Readonly<Record<string, number>>;
  readonly planted: number;
  readonly faults: readonly string[];
}

/** The index follows by a second or so. */
const INDEX_MS = 4_000;

/** That the list has what waits for a person and nothing else, and that all of it is settled by the requests of the list. */
export async function proveWorkList(
  desk: Desk,
  lives: readonly Lived[],
  people: People,
): Promise<WorkListProof> {
  await pause(INDEX_MS);
  const listed = await listedTasks(desk);
  const open = await openTasks(desk, lives);
  const planted = lives.flatMap((lived) => lived.planted.map(({ id, key }) => `${id} ${key}`));
  const names = listed.map(({ id, task }) => `${id} ${task}`);
  const faults = [
    ...open.filter((one) => !names.includes(one)).map((one) => `not on the list: ${one}`),
    ...planted
      .filter((one) => !names.includes(one))
      .map((one) => `planted, not on the list: ${one}`),
    ...names.filter((one) => !open.includes(one)).map((one) => `on the list for nothing: ${one}`),
    ...names
      .filter((one, at) => names.indexOf(one) !== at)
      .map((one) => `on the list twice: ${one}`),
  ];
  await people.settleAll();
  for (const { id, task, why } of await listedTasks(desk))
    faults.push(`not settled by its request: ${id} ${task} (${why})`);
  for (const left of await openTasks(desk, lives)) faults.push(`still open: ${left}`);
  return { waited: byCause(listed), planted: planted.length, faults };
}

/** What terms and transactions say of themselves. */
async function openTasks(desk: Desk, lives: readonly Lived[]): Promise<readonly string[]> {
  const open: string[] = [];
  for (const { terms, transactions } of lives) {
    for (const term of terms) {
      const { body } = await desk.get<Term>(termPath(term));
      open.push(...body.tasks.map((task) => `${termId(term)} ${task.id}`));
    }
    for (const id of transactions) {
      const { body } = await desk.get<Transaction>(transactionPath(id));
      if (body.attention !== null) open.push(`${id} ${body.attention.step}`);
      open.push(...(body.change?.renewal?.tasks ?? []).map(({ key }) => `${id} ${key}`));
    }
  }
  return open;
}

function byCause(tasks: readonly ListedTask[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { cause } of tasks) counts[cause] = (counts[cause] ?? 0) + 1;
  return counts;
}
