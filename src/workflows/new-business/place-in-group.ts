import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { GroupActivities, ToldGroup } from '../../activities/new-business/group-activities.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { groupFindings } from '../../domain/quote-group/findings.js';
import type { GroupReply } from '../../domain/quote-group/group.js';
import type { UniqueState } from '../../domain/quote-group/rules.js';
import type { UniformPart } from '../../requests/new-business/uniform-fields.js';
import type { Finding } from '../../domain/transaction/finding.js';
import { quoteGroupId } from '../../domain/workflow-ids.js';
import { termOptions } from '../transaction/activity-options.js';
import { takesUpEndedRun } from '../transaction/runs.js';
import type { GroupOfQuote } from './messages.js';

/** A quote that is over tries so long to leave its group; then a person frees it. */
const LEAVE_PATIENCE_MS = 600_000;

/** The place of a quote in its group. */
export class PlaceInGroup {
  /** Id of the group. */
  readonly group: string;
  /** Which state one quote of it alone comes to. */
  readonly uniqueState: UniqueState;
  readonly #patienceMs: number;
  /** Whether the group may think that this quote has it. A run that was ended in Temporal has given nothing back. */
  #mayHaveIt = takesUpEndedRun();
  #saidAtMs = 0;

  constructor({ uniqueState, ...reference }: GroupOfQuote, patienceMs: number) {
    this.group = quoteGroupId(reference);
    this.uniqueState = uniqueState;
    this.#patienceMs = patienceMs;
  }

  /** It is one of the group, as it is now. @returns what stands against that */
  async join(submission: Submission): Promise<readonly Finding[]> {
    return groupFindings(
      this.group,
      await this.#tell({ kind: 'join', ...withUniform(submission) }),
    );
  }

  /** It is the one that comes further. @returns what stands against that */
  async claim(
    submission: Submission,
    patienceMs: number = this.#patienceMs,
  ): Promise<readonly Finding[]> {
    this.#mayHaveIt = true;
    const reply = await this.#tell({ kind: 'claim', ...withUniform(submission) }, patienceMs);
    const findings = groupFindings(this.group, reply);
    const winner = reply?.outcome === 'refused' ? reply.winner : null;
    this.#mayHaveIt = findings.length === 0 || winner === workflowInfo().workflowId;
    return findings;
  }

  /** It comes no further after all; nothing where the group cannot think that it does. */
  async giveBack(): Promise<void> {
    if (!this.#mayHaveIt) return;
    await this.#tell({ kind: 'giveBack' });
    this.#mayHaveIt = false;
  }

  /** It is over. */
  async leave(): Promise<void> {
    await this.#tell({ kind: 'leave' }, LEAVE_PATIENCE_MS);
  }

  /** It is issued. */
  async lock(): Promise<void> {
    await this.#tell({ kind: 'lock' });
  }

  /** Whether the group may think that this quote has it. */
  get mayHaveIt(): boolean {
    return this.#mayHaveIt;
  }

  /** Each word is later than the one before, so that what arrives late is known to be old. */
  #tell(said: Said, patienceMs: number = this.#patienceMs): Promise<GroupReply | null> {
    const { tellGroup } = proxyActivities<GroupActivities>(termOptions(patienceMs));
    this.#saidAtMs = Math.max(this.#saidAtMs + 1, Date.now());
    const { group } = this;
    return tellGroup({
      ...said,
      group,
      quote: workflowInfo().workflowId,
      saidAtMs: this.#saidAtMs,
    });
  }
}

type Distributed<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Said = Distributed<ToldGroup, 'group' | 'quote' | 'saidAtMs'>;

/** Nothing of what the group has no use for travels. */
function withUniform(request: Submission): { readonly submission: UniformPart } {
  const { product, state, effectiveDate, expirationDate } = request;
  const { insured, producer, underwriterGuid, paymentPlan } = request;
  return {
    submission: {
      product,
      state,
      effectiveDate,
      expirationDate,
      insured,
      producer,
      ...(underwriterGuid === undefined ? {} : { underwriterGuid }),
      paymentPlan,
    },
  };
}
