import type { Client } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { pageOfTasks, type PlacedTask } from '../../src/api/tasks/task-page.js';
import type { TaskFilter } from '../../src/api/tasks/task-filter.js';
import { byPlace, placeOfText, textOfPlace } from '../../src/api/tasks/task-place.js';
import { headsOf, readHead } from '../../src/domain/task/task-head.js';
import { tasksOfTransaction } from '../../src/domain/task/transaction-tasks.js';
import { newRecord, type TransactionRecord } from '../../src/domain/transaction/record.js';
import { newRenewal, type RenewalTask } from '../../src/domain/transaction/renewal-record.js';
import type { WaitingWorkflow } from '../../src/temporal/waiting-workflows.js';

/** Renewals with so many tasks, as they are; the index may have them otherwise. */
class Waiting {
  readonly records = new Map<string, TransactionRecord>();
  readonly index = new Map<string, WaitingWorkflow>();
  asked = 0;

  put(id: string, tasks: readonly RenewalTask[], due = '2027-02-01'): void {
    const record = newRecord(id, 'renewal', {
      reference: { system: 'test', id },
      product: 'general-liability',
      effectiveDate: due,
      expirationDate: '2028-02-01',
      changes: { policyNumber: 'CGL-1', termNumber: 1 },
    });
    const { change } = record;
    if (change === null) throw new Error('a renewal is a change');
    this.records.set(id, {
      ...record,
      change: { ...change, renewal: { ...newRenewal(2), tasks } },
    });
  }

  /** The index follows. */
  show(...ids: readonly string[]): void {
    for (const id of ids) {
      const record = this.records.get(id);
      if (record === undefined) this.index.delete(id);
      else this.index.set(id, indexed(id, record));
    }
  }

  page(
    after: string | null,
    pageSize: number,
    filter: TaskFilter = {},
  ): Promise<readonly PlacedTask[]> {
    const place = after === null ? null : placeOfText(after);
    const client = {
      connection: { withDeadline: (_: number, call: () => unknown) => call() },
      workflow: {
        getHandle: (id: string) => ({
          query: () => {
            this.asked += 1;
            return Promise.resolve(this.records.get(id));
          },
        }),
      },
    } as unknown as Client;
    const temporal = { client, deadlines: { serverMs: 1_000, workerMs: 1_000 } };
    // The index is in no order.
    const waiting = [...this.index.values()].sort((one, other) =>
      digest(one.workflowId) < digest(other.workflowId) ? -1 : 1,
    );
    return pageOfTasks(temporal, waiting, { filter, after: place, pageSize });
  }

  /** All pages, with what happens between them. */
  async all(pageSize: number, between: () => void = () => undefined): Promise<PlacedTask[]> {
    const found: PlacedTask[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await this.page(cursor, pageSize);
      found.push(...page.slice(0, pageSize));
      const last = page.length > pageSize ? page[pageSize - 1] : undefined;
      if (last === undefined) return found;
      cursor = textOfPlace(last);
      between();
    }
  }
}

function digest(id: string): string {
  return Buffer.from(id).reverse().toString();
}

function indexed(id: string, record: TransactionRecord): WaitingWorkflow {
  return {
    workflowId: id,
    type: 'renewal',
    heads: headsOf(tasksOfTransaction(record)).flatMap((text) => readHead(text) ?? []),
    product: record.product,
    policyNumber: record.policyNumber,
    isFailing: false,
    startedAt: '2026-01-01T00:00:00.000Z',
  };
}

const task = (key: string, minute = 0): RenewalTask => ({
  key,
  text: 'See to it.',
  since: new Date(Date.UTC(2027, 0, 1, 0, minute)).toISOString(),
});
const day = (at: number) => `2027-02-${String(1 + (at % 5)).padStart(2, '0')}`;
const namesOf = (tasks: readonly PlacedTask[]) => tasks.map(({ id, key }) => `${id}/${key}`);

/** 260 tasks, many of one deadline and many of one moment; some have several, some have none. */
function crowd(): Waiting {
  const waiting = new Waiting();
  for (let at = 0; at < 200; at += 1) {
    const id = `renewal:CGL-${at}:2`;
    const more =
      at % 10 === 0 ? [task('money', at % 4), task('wrongFlow'), task('cancelNewTerm', 7)] : [];
    waiting.put(id, [task(at % 3 === 0 ? 'overdue' : 'lateMoney', at % 4), ...more], day(at));
    waiting.show(id);
  }
  return waiting;
}

describe('the list of tasks, page by page', () => {
  it('is in one order over all pages, whatever the size of a page', async () => {
    const waiting = crowd();
    const whole = await waiting.all(1_000);
    expect(whole).toHaveLength(260);
    expect([...whole].sort(byPlace)).toEqual(whole);
    for (const size of [3, 50]) expect(namesOf(await waiting.all(size))).toEqual(namesOf(whole));
  });

  it('asks those of the page, and few others', async () => {
    const waiting = crowd();
    await waiting.page(null, 20);
    expect(waiting.asked).toBeLessThan(60);
  });

  it('holds no false alarm: what was settled a moment ago is not on it, and the page is full', async () => {
    const waiting = crowd();
    const [first] = await waiting.page(null, 1);
    if (first === undefined) throw new Error('nothing waits');
    waiting.put(first.id, []);
    const page = await waiting.page(null, 20);
    expect(page.filter(({ id }) => id === first.id)).toEqual([]);
    expect(page).toHaveLength(21);
  });

  it('neither repeats nor leaves out what stays while others come and go', async () => {
    const waiting = crowd();
    const stays = namesOf(await waiting.all(1_000)).filter((name) => !/CGL-\d*[37]:/.test(name));
    let round = 0;
    const found = namesOf(
      await waiting.all(9, () => {
        round += 1;
        const [gone, come] = [`renewal:CGL-${round}3:2`, `renewal:NEW-${round}:2`];
        waiting.records.delete(gone);
        waiting.put(come, [task('overdue', round)], day(round));
        waiting.show(gone, come);
      }),
    );
    expect(new Set(found).size).toBe(found.length);
    expect(stays.filter((name) => !found.includes(name))).toEqual([]);
  });

  it('has what an older version began, of which the index says nothing, in its place', async () => {
    const waiting = crowd();
    const whole = namesOf(await waiting.all(1_000));
    for (const [id, entry] of waiting.index)
      if (/CGL-\d*[05]:/.test(id)) waiting.index.set(id, { ...entry, heads: [] });
    expect(namesOf(await waiting.all(13))).toEqual(whole);
  });

  it('has each task of a term with more than the index tells', async () => {
    const waiting = crowd();
    waiting.put(
      'renewal:MANY:2',
      Array.from({ length: 70 }, (_, at) => task(`carryChange:${at}`, at)),
    );
    waiting.show('renewal:MANY:2');
    const found = await waiting.all(11);
    expect(found.filter(({ id }) => id === 'renewal:MANY:2')).toHaveLength(70);
    expect([...found].sort(byPlace)).toEqual(found);
  });

  it('is filtered by cause and deadline', async () => {
    const waiting = crowd();
    const filter = { cause: 'overdue', dueBy: '2027-02-02' };
    const page = await waiting.page(null, 200, filter);
    expect(page.length).toBeGreaterThan(10);
    for (const { task: one } of page)
      expect([one?.cause, (one?.due ?? '') <= '2027-02-02']).toEqual(['overdue', true]);
  });
});
