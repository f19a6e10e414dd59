import { transactionPath } from '../../src/domain/addresses.js';
import { UsageError } from '../../src/main/usage-error.js';
import type { Api } from '../api/api-client.js';
import { parsedOrNull, readInput } from '../api/read-input.js';
import { transactionSchema, type Transaction } from './answers.js';
import type { Asked } from './arguments.js';

type Correction = Extract<Asked, { readonly kind: 'correct' }>;

/** Corrects what a step stopped at, as it stands now, and has it run again. */
export async function correct(
  api: Api,
  { id, act, changes, file, revision, outcome }: Correction,
): Promise<Transaction> {
  const path = transactionPath(id);
  const patch = file === null ? patchOf(changes) : readPatch(file);
  const seen = revision ?? (await api.ask(transactionSchema, path)).revision;
  return api.ask(transactionSchema, `${path}/correct`, {
    ...act,
    changes: patch,
    revision: seen,
    ...(outcome === null ? {} : { outcome }),
  });
}

interface Patch {
  [field: string]: string | Patch;
}

/** `insured.location.zip=75202` as a merge patch. */
function patchOf(changes: readonly string[]): Patch {
  const patch: Patch = {};
  for (const change of changes) {
    const at = change.indexOf('=');
    const parts = change.slice(0, at).split('.');
    const last = parts.pop() ?? '';
    let within = patch;
    for (const part of parts) {
      const inner = within[part];
      const next: Patch = typeof inner === 'object' ? inner : {};
      within[part] = next;
      within = next;
    }
    within[last] = change.slice(at + 1);
  }
  return patch;
}

function readPatch(file: string): object {
  const patch = parsedOrNull(readInput(file));
  if (typeof patch === 'object' && patch !== null && !Array.isArray(patch)) return patch;
  throw new UsageError('The patch is no JSON object; write it as {"paymentPlan": 2}.');
}

/** What became of it at once. */
export function correctedInWords({ id, revision, attention }: Transaction): string {
  const next =
    attention === null
      ? 'It goes on.'
      : `It has stopped again at step ${attention.step}. ${attention.reason} ${attention.remedy}`;
  return `${id} is corrected, and is revision ${String(revision)} now. ${next}\n`;
}
