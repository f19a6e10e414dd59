import { log } from '@temporalio/activity';
import type { BegunItem } from '../../domain/renewal-batch/begun-item.js';
import type { Item } from '../../domain/renewal-batch/items.js';
import type { TermName } from '../../domain/workflow-ids.js';
import { WorkflowFailing } from '../../temporal/errors.js';
import { each } from '../each.js';
import { tellOtherBatches } from '../../temporal/renewal-batches.js';
import { errorFacts } from '../error-facts.js';
import { TermHandOverUnavailable } from '../term-hand-over-errors.js';
import { mayAnswerYet, temporal, told } from '../told.js';
import { translated } from '../translated.js';
import { isDue, oldTerms } from './find-due.js';
import { lookAtOne, type Looked } from './look-at-one.js';
import { startOne, type BatchRules, type Starting } from './start-one.js';

export type { Looked } from './look-at-one.js';
export type BatchActivities = ReturnType<typeof createBatchActivities>;

/** Policies whose renewal is due. */
export interface DuePage {
  readonly policyNumbers: readonly string[];
  /** Null at the end. */
  readonly nextPage: string | null;
}

/** For one call to Temporal. */
const CALL_MS = 10_000;

/** What a batch of renewals has done: it asks Temporal alone, and the renewals ask the policy system. */
export function createBatchActivities(rules: BatchRules) {
  return translated({
    /** Starts the renewals of policies, and says of each what became of that. Repeatable. */
    async startRenewals({
      policyNumbers,
      ...starting
    }: Starting & { readonly policyNumbers: readonly string[] }): Promise<readonly BegunItem[]> {
      await told('index', () => tellOtherBatches(temporal(CALL_MS), starting.batch, policyNumbers));
      const begun = await each(policyNumbers, async (policyNumber) => {
        const item = await startedOrNot(rules, starting, policyNumber);
        return { item, atMs: performance.now() };
      });
      const endMs = performance.now();
      return begun.map(({ item, atMs }) => ({ ...item, begunAgoMs: Math.floor(endMs - atMs) }));
    },

    /** One page of the terms whose renewal is due and that nobody begins. Repeatable. @param page `nextPage` of the one before */
    async findDue({ page }: { readonly page: string | null }): Promise<DuePage> {
      const { terms, nextPage } = await told('index', () =>
        oldTerms(temporal(CALL_MS), rules, page),
      );
      const due = await each(terms, (term) => isDue(temporal(CALL_MS), rules, term));
      const policyNumbers = terms.filter((_, at) => due[at]).map((term) => term.policyNumber);
      return { policyNumbers, nextPage };
    },

    /** Looks whether renewals of these expiring terms are being quoted yet. Repeatable. */
    lookAtRenewals({
      renewals,
    }: {
      readonly renewals: readonly TermName[];
    }): Promise<readonly Looked[]> {
      return each(renewals, ({ policyNumber, termNumber }) =>
        told(`${policyNumber}-${termNumber}`, () =>
          lookAtOne(temporal(CALL_MS), { policyNumber, termNumber }),
        ),
      );
    },
  });
}

async function startedOrNot(
  rules: BatchRules,
  starting: Starting,
  policyNumber: string,
): Promise<Item> {
  try {
    return await told(policyNumber, () =>
      startOne(temporal(CALL_MS), rules, starting, policyNumber),
    );
  } catch (error) {
    if (error instanceof TermHandOverUnavailable) {
      if (mayAnswerYet(error.cause)) throw error;
      return failed(
        error.cause instanceof WorkflowFailing
          ? 'The code of its term fails in the worker. Start it again once that is mended.'
          : 'Its term did not answer in time. Start it again.',
      );
    }
    log.error('A renewal of a batch failed unexpectedly', { unexpected: errorFacts(error) });
    return failed('An unexpected error in Bindery itself; the log of the worker has it.');
  }
}

function failed(reason: string): Item {
  return { outcome: 'failed', termMade: null, reason };
}
