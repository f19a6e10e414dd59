import type { FoundRuns, KeptRun } from '../../temporal/erasure.js';
import type { NamespaceArchive } from '../../temporal/namespace-archive.js';

/** Something that an erasure leaves, and who answers for it. */
export interface LeftPart {
  readonly where: string;
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

/** What became of a request for erasure. */
export interface ErasureReport {
  readonly isDryRun: boolean;
  readonly policyNumbers: readonly string[];
  /** With their histories; of a dry run, what would be. */
  readonly deleted: readonly KeptRun[];
  /** Temporal was asked to, and still shows them. */
  readonly beingDeleted: readonly KeptRun[];
  readonly running: readonly KeptRun[];
  readonly left: readonly LeftPart[];
}

/** What Bindery cannot or must not delete. The law differs by state and line; these are the grounds on which it is kept. */
export function leftBehind(
  { runs }: FoundRuns,
  archive: NamespaceArchive | null,
): readonly LeftPart[] {
  const isRunning = runs.some(({ closedAt }) => closedAt === null);
  return [
    ...(isRunning ? [RUNNING] : []),
    ...(archive === null ? [] : [inArchive(archive)]),
    {
      where: 'IMS',
      what: 'insured, quotes, policies, invoices and documents',
      why: 'It is the book. Insurance law has an insurer keep what it needs to prove a policy and its claims, for years after its end.',
      todo: 'Whoever keeps the book answers for it.',
    },
    {
      where: 'billing, where a billing system bills',
      what: 'account holder, address, invoices and payments',
      why: 'Tax and accounting law have it kept for years.',
      todo: 'Whoever runs billing answers for it.',
    },
    {
      where: "backups of Temporal's databases",
      what: 'what was deleted here, encrypted',
      why: 'A backup cannot be changed.',
      todo: 'They go when you let them go; after a restore run this again.',
    },
    {
      where: 'audits (ARCHIVE_DIR), where they are kept',
      what: 'who did what and when, with the reasons that they typed; nothing of the insured, unless somebody typed it',
      why: 'They are the proof of who did what, for ever.',
      todo: 'Search the files there for the name, and take out each in which somebody typed it.',
    },
    {
      where: 'logs, the log of events, batches, comparisons and groups of quotes',
      what: 'ids and policy numbers; no names or addresses, unless somebody typed one as the reason for something',
      why: 'They prove what was done.',
      todo: 'They go with the retention of your log store, and that of Temporal.',
    },
  ];
}

const RUNNING: LeftPart = {
  where: 'Temporal, open work',
  what: 'what runs, encrypted',
  why: 'A contract that is in force, or being made, is performed with it.',
  todo: 'It ends with the term, or when its transaction is abandoned (POST /api/transactions/{id}/abandon): run this again then.',
};

function inArchive({ historyUri, visibilityUri }: NamespaceArchive): LeftPart {
  const uris = [historyUri, visibilityUri].filter((uri) => uri !== null);
  return {
    where: `Temporal's archive (${uris.join(', ')})`,
    what: 'histories of closed work, encrypted',
    why: 'Temporal does not delete from it.',
    todo: 'Delete there what has the workflow ids above.',
  };
}

/** For a person. */
export function reportWords(report: ErasureReport): string {
  const { isDryRun, policyNumbers, deleted, beingDeleted, running, left } = report;
  const policies = policyNumbers.length === 0 ? 'no policy' : policyNumbers.join(', ');
  return [
    `About ${policies}.`,
    listed(isDryRun ? 'Would be deleted' : 'Deleted', deleted),
    ...(beingDeleted.length === 0
      ? []
      : [listed('Being deleted; look again in a minute', beingDeleted)]),
    ...(running.length === 0 ? [] : [listed('Runs, and stays', running)]),
    'Stays:',
    ...left.map(({ where, what, why, todo }) => `  ${where}: ${what}.\n    ${why} ${todo}`),
    '',
  ].join('\n');
}

function listed(title: string, runs: readonly KeptRun[]): string {
  const lines = runs.map(
    ({ workflowId, runId, closedAt }) =>
      `  ${workflowId} (run ${runId}${closedAt === null ? '' : `, ended ${closedAt}`})`,
  );
  return [`${title}: ${runs.length === 0 ? 'nothing.' : ''}`.trimEnd(), ...lines].join('\n');
}
