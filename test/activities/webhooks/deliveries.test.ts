import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliver } from '../../../src/activities/webhooks/deliver.js';
import type { NumberedEvent } from '../../../src/domain/events/event.js';
import {
  afterStep,
  MOST_HELD_POLICIES,
  MOST_WAITING,
  newDeliveries,
  nextDelivery,
  resumed,
  sentAgain,
  sentAgainFrom,
  skipped,
  waitingIn,
  type Deliveries,
} from '../../../src/domain/webhooks/deliveries.js';
import { PAUSES_MS, pauseAfter, restFor } from '../../../src/domain/webhooks/pauses.js';
import { stateOf, webhookInWords } from '../../../src/domain/webhooks/status.js';
import type { WebhookAnswer } from '../../../src/ports/webhook-receivers.js';
import { aTermEvent } from '../../support/events.js';
import { EventsGone } from '../../../src/temporal/event-log.js';

const HOUR_MS = 3_600_000;
const TAKEN: WebhookAnswer = { isTaken: true, status: 204 };
const refusal = (more: Partial<WebhookAnswer & { isTaken: false }> = {}): WebhookAnswer => ({
  isTaken: false,
  reason: 'The receiver answered 500.',
  status: 500,
  retryAfterMs: null,
  isGone: false,
  ...more,
});

const event = (sequence: number, policyNumber: string): NumberedEvent => ({
  ...aTermEvent(policyNumber, sequence),
  sequence,
});

/** A log, a receiver, and the subscription between them: steps are made until nothing is left to do but wait for a person. */
class Simulation {
  nowMs = Date.parse('2027-02-11T10:00:00Z');
  deliveries: Deliveries;
  isMore = true;
  readonly log: NumberedEvent[] = [];
  /** What the receiver has taken, in that order. */
  readonly taken: NumberedEvent[] = [];
  goneUntil = 0;
  mostWaiting = 0;
  mostHeld = 0;

  readonly #answer: (event: NumberedEvent) => WebhookAnswer;
  readonly #diesAfter: (step: number) => number;

  /** @param diesAfter how many events the worker of a step sends before it dies */
  constructor(
    answer: (event: NumberedEvent) => WebhookAnswer,
    diesAfter: (step: number) => number = () => Infinity,
  ) {
    this.#answer = answer;
    this.#diesAfter = diesAfter;
    this.deliveries = newDeliveries(0);
  }

  happens(...policies: readonly string[]): void {
    for (const policy of policies) this.log.push(event(this.log.length + 1, policy));
    this.isMore = true;
  }

  async untilAtRest(mostSteps = 10_000): Promise<void> {
    for (let step = 0; step < mostSteps; step += 1) {
      const next = nextDelivery(this.deliveries, { nowMs: this.nowMs, isMore: this.isMore });
      if (next.kind === 'wait') {
        if (next.untilMs === null) return;
        this.nowMs = next.untilMs;
        continue;
      }
      let [sends, isDead] = [0, false];
      const dies = this.#diesAfter(step);
      const report = await deliver(
        {
          id: 'w',
          url: 'https://r.example/',
          description: null,
          types: null,
          products: null,
          secrets: [],
          order: next.order,
        },
        {
          read: ({ after, limit }) => {
            if (after < this.goneUntil) return Promise.reject(new EventsGone(this.goneUntil));
            const events = this.log.slice(after, after + limit);
            return Promise.resolve({ events, last: this.log.length });
          },
          send: async (one) => {
            sends += 1;
            // Which of several that are on their way comes first is chance.
            await Promise.resolve();
            const answer = this.#answer(one);
            if (answer.isTaken) this.taken.push(one);
            isDead ||= sends >= dies;
            return answer;
          },
          isLate: () => isDead,
        },
      );
      // A worker that dies tells nobody what it has sent.
      if (isDead) continue;
      this.isMore = report.isMore;
      this.deliveries = afterStep(this.deliveries, report, {
        nowMs: this.nowMs,
        chance: () => 0.5,
      });
      this.mostWaiting = Math.max(this.mostWaiting, waitingIn(this.deliveries.lanes));
      this.mostHeld = Math.max(this.mostHeld, this.deliveries.lanes.length);
    }
    throw new Error('it never comes to rest');
  }

  get state() {
    return stateOf(this.deliveries, false);
  }

  /** The numbers that were taken of a policy, each where it first came. */
  ofPolicy(policy: string): readonly number[] {
    const numbers = this.taken.flatMap(({ data, sequence }) =>
      data.policyNumber === policy ? [sequence] : [],
    );
    return [...new Set(numbers)];
  }
}

const logged = (log: readonly NumberedEvent[], policy: string): readonly number[] =>
  log.flatMap(({ data, sequence }) => (data.policyNumber === policy ? [sequence] : []));

describe('deliveries', () => {
  it('bring every event of every policy in order and lose none, whatever the receiver refuses and wherever workers die', async () => {
    const policies = fc.array(
      fc.integer({ min: 0, max: 6 }).map((n) => `P-${n}`),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    // How often the receiver refuses an event, by its number: no more than it is tried.
    const refusals = fc.dictionary(
      fc.integer({ min: 1, max: 60 }).map(String),
      fc.integer({ min: 1, max: PAUSES_MS.length }),
      { maxKeys: 15 },
    );
    const deaths = fc.dictionary(
      fc.integer({ min: 0, max: 20 }).map(String),
      fc.integer({ min: 1, max: 12 }),
      { maxKeys: 8 },
    );
    await fc.assert(
      fc.asyncProperty(policies, refusals, deaths, async (happening, refused, dying) => {
        const left = new Map(Object.entries(refused));
        const simulation = new Simulation(
          ({ sequence }) => {
            const more = left.get(String(sequence)) ?? 0;
            left.set(String(sequence), more - 1);
            return more > 0 ? refusal() : TAKEN;
          },
          (step) => dying[String(step)] ?? Infinity,
        );
        simulation.happens(...happening);
        await simulation.untilAtRest();
        for (const policy of new Set(happening)) {
          expect(simulation.ofPolicy(policy)).toEqual(logged(simulation.log, policy));
        }
        expect(simulation.deliveries).toMatchObject({ cursor: happening.length, lanes: [] });
        // Without a death nothing comes twice.
        if (Object.keys(dying).length === 0)
          expect(simulation.taken).toHaveLength(happening.length);
      }),
      { numRuns: 150 },
    );
  });

  it('go on for other policies while one is not taken, and park that after days of trying', async () => {
    const simulation = new Simulation(({ data }) =>
      data.policyNumber === 'BAD' ? refusal() : TAKEN,
    );
    const began = simulation.nowMs;
    simulation.happens('BAD', 'GOOD', 'BAD', 'GOOD');
    await simulation.untilAtRest();
    expect(simulation.ofPolicy('GOOD')).toEqual([2, 4]);
    expect(simulation.state).toBe('parked');
    expect(simulation.deliveries.lanes).toMatchObject([
      { of: 'BAD', waiting: [1, 3], failing: { attempts: PAUSES_MS.length + 1 } },
    ]);
    expect((simulation.nowMs - began) / HOUR_MS).toBeCloseTo(75.6, 0);
    simulation.happens('BAD', 'GOOD');
    await simulation.untilAtRest();
    expect(simulation.deliveries.lanes).toMatchObject([{ waiting: [1, 3, 5] }]);
    expect(simulation.ofPolicy('GOOD')).toEqual([2, 4, 6]);
  });

  it('bring what waits before what is read, also where one step cannot send all that waits', async () => {
    let isDown = true;
    const simulation = new Simulation(({ sequence }) => {
      if (isDown) {
        isDown = false;
        return refusal();
      }
      // The receiver is there again, and more happens while it takes what waits.
      if (sequence === 50) simulation.happens('ONE', 'TWO');
      return TAKEN;
    });
    simulation.happens(...Array.from({ length: 250 }, () => 'ONE'));
    await simulation.untilAtRest();
    expect(simulation.ofPolicy('ONE')).toEqual(logged(simulation.log, 'ONE'));
    expect(simulation.ofPolicy('TWO')).toEqual([252]);
  });

  it('go on with what is parked when somebody resumes them, in its order', async () => {
    let isDown = true;
    const simulation = new Simulation(() => (isDown ? refusal() : TAKEN));
    simulation.happens('A', 'B', 'A');
    await simulation.untilAtRest();
    expect(simulation.state).toBe('parked');
    isDown = false;
    simulation.deliveries = resumed(simulation.deliveries, '2027-02-15T10:00:00.000Z');
    await simulation.untilAtRest();
    expect(simulation.ofPolicy('A')).toEqual([1, 3]);
    expect(simulation.state).toBe('delivering');
  });

  it('read no further than what may wait, while a receiver is away', async () => {
    const simulation = new Simulation(() => refusal());
    const many = Array.from({ length: 300 }, (_none, nth) => `P-${nth}`);
    simulation.happens(...many);
    await simulation.untilAtRest();
    expect(simulation.mostHeld).toBe(MOST_HELD_POLICIES);
    expect(simulation.deliveries.cursor).toBe(MOST_HELD_POLICIES);
    expect(webhookInWords(simulation.deliveries, { isPaused: false, unready: null })).toContain(
      'No more are read',
    );

    const one = new Simulation(() => refusal());
    one.happens(...Array.from({ length: 3_000 }, () => 'ONE'));
    await one.untilAtRest();
    expect(one.mostWaiting).toBe(MOST_WAITING);
  });

  it('leave a receiver alone for as long as it asks, all policies together', async () => {
    let asked = 0;
    const simulation = new Simulation(({ data }) => {
      asked += 1;
      return data.policyNumber === 'A' && asked === 1
        ? refusal({ status: 429, retryAfterMs: 2 * HOUR_MS })
        : TAKEN;
    });
    simulation.happens('A');
    const next = nextDelivery(simulation.deliveries, { nowMs: simulation.nowMs, isMore: true });
    expect(next.kind).toBe('deliver');
    const began = simulation.nowMs;
    await simulation.untilAtRest();
    expect(simulation.nowMs - began).toBe(2 * HOUR_MS);
    expect(simulation.ofPolicy('A')).toEqual([1]);
    expect(restFor(30 * 24 * HOUR_MS)).toBe(24 * HOUR_MS);
  });

  it('stop at a receiver that is gone, until somebody resumes them', async () => {
    let isGone = true;
    const simulation = new Simulation(() =>
      isGone ? refusal({ status: 410, isGone: true }) : TAKEN,
    );
    simulation.happens('A', 'B');
    await simulation.untilAtRest();
    expect(simulation.state).toBe('stopped');
    expect(simulation.taken).toEqual([]);
    isGone = false;
    simulation.deliveries = resumed(simulation.deliveries, '2027-02-15T10:00:00.000Z');
    await simulation.untilAtRest();
    expect(simulation.taken).toHaveLength(2);
  });

  it('stop where events are not kept any more, and say afterwards which were never delivered', async () => {
    const simulation = new Simulation(({ sequence }) => (sequence === 1 ? refusal() : TAKEN));
    simulation.happens('A', 'B', 'A');
    await simulation.untilAtRest();
    simulation.happens('B', 'C');
    simulation.goneUntil = 4;
    await simulation.untilAtRest();
    expect(simulation.deliveries.stop).toMatchObject({ kind: 'eventsGone', until: 4 });
    simulation.deliveries = resumed(simulation.deliveries, '2027-03-15T10:00:00.000Z');
    await simulation.untilAtRest();
    expect(simulation.ofPolicy('C')).toEqual([5]);
    expect(simulation.deliveries).toMatchObject({
      cursor: 5,
      lanes: [],
      gaps: [{ from: 1, until: 4 }],
    });
  });

  it('send again from a number, or one event alone, and leave one out that is never taken', async () => {
    const simulation = new Simulation(({ sequence }) => (sequence === 2 ? refusal() : TAKEN));
    simulation.happens('A', 'B', 'A', 'B');
    await simulation.untilAtRest();
    expect(skipped(simulation.deliveries, 3)).toBeNull();
    simulation.deliveries = skipped(simulation.deliveries, 2) ?? simulation.deliveries;
    await simulation.untilAtRest();
    expect(simulation.taken.map(({ sequence }) => sequence)).toEqual([1, 3, 4]);
    simulation.deliveries = sentAgainFrom(simulation.deliveries, 3);
    simulation.isMore = true;
    await simulation.untilAtRest();
    simulation.deliveries = sentAgain(simulation.deliveries, 1);
    await simulation.untilAtRest();
    expect(simulation.taken.map(({ sequence }) => sequence)).toEqual([1, 3, 4, 3, 4, 1]);
  });
});

describe('the pauses between attempts', () => {
  it('grow, are never the same for two, and end after three days', () => {
    expect(pauseAfter(1, 0)).toBe(4_000);
    expect(pauseAfter(1, 0.5)).toBe(5_000);
    expect(pauseAfter(2, 0.5)).toBe(300_000);
    expect(pauseAfter(PAUSES_MS.length, 0.5)).toBe(24 * HOUR_MS);
    expect(pauseAfter(PAUSES_MS.length + 1, 0.5)).toBeNull();
    expect([...PAUSES_MS].sort((one, other) => one - other)).toEqual(PAUSES_MS);
  });
});
