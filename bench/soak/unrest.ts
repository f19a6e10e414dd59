import { setTimeout as pause } from 'node:timers/promises';
import { progress } from '../report.js';
import { againAndAgain } from './again-and-again.js';
import { insisting } from './insisting.js';
import type { Random } from './random.js';
import type { Part, Systems } from './systems.js';

/** Who is killed, and what goes wrong on the wire. */
export interface Unrest {
  /** Ends it, with everything up and nothing armed. */
  end(): Promise<void>;
  readonly kills: Record<Part, number>;
  readonly downMs: Record<Part, number>;
}

/** The worker most often, for it has the most to lose. */
const VICTIMS = [
  ...(['worker', 'worker', 'worker', 'api', 'api', 'ims', 'ims'] as const),
  ...(['billing', 'billing', 'temporal'] as const),
] as const;
const PAUSE_MS = [4_000, 20_000] as const;
const DOWN_MS = [50, 4_000] as const;
const IMS_FAULTS = {
  rate: 0.03,
  kinds: ['drop', 'unavailable', 'gateway', 'truncated', 'deadlock', 'late', 'expireTokens'],
  delayMs: 300,
};
const BILLING_FAULTS = {
  rate: 0.03,
  kinds: ['drop', 'unavailable', 'truncated', 'late'],
  delayMs: 300,
};
/** A callback that is to be overtaken goes out by then, where nothing came after it. */
const HELD_FOR_MS = 20_000;
const ASTRAY = ['twice', 'late', 'outOfOrder'] as const;
/** Refused at its bind, so that a person is needed. */
const REFUSED = { operation: 'BindQuoteWithInstallment', kind: 'fault', text: 'producerLine' };

export async function beginUnrest(systems: Systems, random: Random): Promise<Unrest> {
  const kills = { worker: 0, api: 0, temporal: 0, ims: 0, billing: 0 };
  const downMs = { ...kills };
  const over = new AbortController();
  const arm = async (part: Part): Promise<void> => {
    if (part === 'ims') {
      await systems.admin.armRandom({ seed: random.between(1, 1e9), ...IMS_FAULTS });
      await systems.admin.arm({ ...REFUSED, count: 1, skip: random.between(2, 25) });
    }
    if (part === 'billing') {
      await systems.billing.armRandom({ seed: random.between(1, 1e9), ...BILLING_FAULTS });
      const skip = random.between(0, 6);
      await systems.billing.armCallbacks({
        callback: '*',
        kind: random.pick(ASTRAY),
        count: 2,
        skip,
      });
    }
  };
  const strike = async (): Promise<void> => {
    const victims = new Set<Part>([random.pick(VICTIMS)]);
    if (random.isSo(0.2)) victims.add(random.pick(VICTIMS));
    const down = random.between(...DOWN_MS);
    for (const part of victims) await systems.kill(part);
    progress(`soak: killed ${[...victims].join(' and ')} for ${String(down)} ms`);
    const since = Date.now();
    await pause(down);
    // At once: a worker is ready when Temporal is.
    await Promise.all(
      [...victims].map(async (part) => {
        // A machine that is busy may take too long for one attempt.
        await insisting(() => systems.start(part));
        kills[part] += 1;
        downMs[part] += Date.now() - since;
        await arm(part);
      }),
    );
  };
  await arm('ims');
  await arm('billing');
  const struck = againAndAgain(over.signal, () => random.between(...PAUSE_MS), strike);
  const send = () => insisting(() => sendHeld(systems));
  const sent = againAndAgain(over.signal, () => HELD_FOR_MS / 2, send);
  // They are waited for at the end alone.
  for (const work of [struck, sent]) work.catch(() => undefined);
  return {
    kills,
    downMs,
    end: async () => {
      over.abort();
      await struck;
      await sent;
      await systems.admin.disarm();
      await systems.billing.disarm();
    },
  };
}

async function sendHeld({ billing }: Systems): Promise<void> {
  const { callbacks } = await billing.state();
  for (const { id, status, createdAt } of callbacks)
    if (status === 'held' && Date.parse(createdAt) < Date.now() - HELD_FOR_MS)
      await billing.sendNow(id);
}
