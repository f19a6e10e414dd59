import type { BillingAdmin } from '../support/billing-sandbox-admin.js';
import type { SandboxAdmin } from '../support/ims-sandbox-admin.js';

/**
 * What each side was told, day by day by the clocks of the sandboxes (UTC): to IMS and to billing each operation with how often it was
 * called, from billing each callback with what it was answered. The lines of a day are sorted.
 */
export type Messages = Readonly<Record<string, readonly string[]>>;

/** @returns what each side was told since it was called last, when all of it is answered */
export function messagesSince(billing: BillingAdmin, ims: SandboxAdmin): () => Promise<Messages> {
  const seen = { ims: 0, billing: 0, callbacks: 0 };
  return async () => {
    const { callbacks } = await billing.untilSo((state) =>
      state.callbacks.every(({ status }) => status !== 'pending'),
    );
    await billing.untilQuiet();
    await ims.untilQuiet();
    const toIms = await ims.calls(seen.ims);
    const toBilling = await billing.calls(seen.billing);
    const fromBilling = callbacks.filter(({ id }) => id > seen.callbacks);
    seen.ims = toIms.at(-1)?.n ?? seen.ims;
    seen.billing = toBilling.at(-1)?.n ?? seen.billing;
    seen.callbacks = fromBilling.at(-1)?.id ?? seen.callbacks;
    return byDay([
      ...counted('IMS', toIms),
      ...counted('billing', toBilling),
      ...fromBilling.map(({ createdAt, content, lastAnswer }) => ({
        day: createdAt.slice(0, 10),
        text: `from billing: ${content.kind}, ${lastAnswer ?? 'not sent'}`,
      })),
    ]);
  };
}

interface Line {
  readonly day: string;
  readonly text: string;
}

interface Called {
  readonly at: string;
  readonly operation: string;
  readonly outcome: string | null;
}

/** A call that ended as it should, at either sandbox. */
const WELL = ['ok', 'answered'];

/** One line for a day and an operation; what did not go well is said. */
function counted(side: string, calls: readonly Called[]): readonly Line[] {
  const counts = new Map<string, number>();
  for (const { at, operation, outcome } of calls) {
    const key = `${at.slice(0, 10)} to ${side}: ${operation}${WELL.includes(outcome ?? '') ? '' : `, ${String(outcome)}`}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({
    day: key.slice(0, 10),
    text: `${key.slice(11)}${count === 1 ? '' : ` ×${String(count)}`}`,
  }));
}

function byDay(lines: readonly Line[]): Messages {
  const days = [...new Set(lines.map(({ day }) => day))].sort();
  return Object.fromEntries(
    days.map((day) => [
      day,
      lines
        .filter((line) => line.day === day)
        .map(({ text }) => text)
        .sort(),
    ]),
  );
}
