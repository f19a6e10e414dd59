import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { GroupActivities, ToldGroup } from '../../activities/new-business/group-activities.js';
import { refusalOf } from '../../domain/machine/refusals.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { groupFindings } from '../../domain/quote-group/findings.js';
import type { GroupReply } from '../../domain/quote-group/group.js';
import type { UniqueState } from '../../domain/quote-group/rules.js';
import { QUOTE_MACHINE } from '../../domain/quote/machine.js';
import type { Finding } from '../../domain/transaction/finding.js';
import { quoteGroupId } from '../../domain/workflow-ids.js';
import { termOptions } from '../transaction/activity-options.js';
import { holdAt, type LetGo } from '../transaction/hold.js';
import { takesUpEndedRun } from '../transaction/runs.js';
import type { Transaction } from '../transaction/transaction.js';
import type { Enquiry, NewBusiness } from './business.js';
import type { NewBusinessInput } from './messages.js';
import { goneBack, quoteStateOf, refuseLeft } from './quote.js';

/** Whoever waits for an answer is not kept longer. */
const SHORT_PATIENCE_MS = 20_000;
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

  constructor(
    { uniqueState, ...reference }: NonNullable<NewBusinessInput['group']>,
    patienceMs: number,
  ) {
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
    this.#mayHaveIt = findings.length === 0;
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

/** The quote that has the group, or wants it, rests where that is refused, and says why. It goes on when it is let and has it. */
export async function untilGroupIsOwn(
  { transaction, place }: NewBusiness,
  rest: 'underwritten' | 'accepted',
): Promise<LetGo> {
  // What binds asks in any case: a person may have freed the group since.
  if (place === null || (rest === 'underwritten' && place.uniqueState !== 'accepted')) {
    return 'advanced';
  }
  for (;;) {
    const findings = await transaction.step(
      'group',
      () => place.claim(transaction.request),
      (found) => (found.length === 0 ? 'It has the group.' : 'It does not get the group.'),
    );
    refuseLeft(transaction);
    transaction.knowQuote({ findings });
    const isGroupFree = findings.length === 0;
    const isAccepting = rest === 'underwritten' && quoteStateOf(transaction) === rest;
    const result = isAccepting ? QUOTE_MACHINE.apply(rest, { kind: 'accept', isGroupFree }) : null;
    if (isGroupFree && result?.outcome !== 'refused') return 'advanced';
    transaction.holdBack(rest);
    const letGo = await holdAt(transaction, rest);
    refuseLeft(transaction);
    if (letGo === 'corrected') return goneBack(transaction);
  }
}

/**
 * Has the quote get its group for whoever asks that it goes further, before anything else happens.
 *
 * @throws ApplicationFailure of type `refused`, with `groupTaken` or `notUniform`; `notChecked` where the group did not answer
 */
export async function claimForPerson(
  transaction: Pick<Transaction<Submission>, 'request'>,
  place: PlaceInGroup,
): Promise<void> {
  let findings: readonly Finding[];
  try {
    findings = await place.claim(transaction.request, SHORT_PATIENCE_MS);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    // Nobody knows whether it has the group; it goes no further for now.
    place.giveBack().catch(() => undefined);
    throw ApplicationFailure.nonRetryable('The group did not answer in time.', 'notChecked');
  }
  const [first] = findings;
  if (first === undefined) return;
  const code = first.code === 'contradicts' ? 'notUniform' : 'groupTaken';
  const refusal = refusalOf(code, {
    field: first.field,
    found: findings.map(({ field, reason }) => `${field} ${reason}`).join('; '),
    allowed: first.remedy,
  });
  throw ApplicationFailure.nonRetryable(refusal.text, 'refused', refusal);
}

/** The quote has left the way to its bind: another of the group may come further. */
export async function giveBackLeft({ transaction, place }: Enquiry): Promise<void> {
  if (place === null || !place.mayHaveIt || quoteStateOf(transaction) === 'accepted') return;
  await transaction.step(
    'group',
    () => place.giveBack(),
    () => 'It gave the group back.',
  );
}

/** Nothing of what the group has no use for travels. */
function withUniform({ premium, workbook, billing, submissionDate, ...submission }: Submission) {
  return { submission };
}
