import type { SiteProcedures } from '../domain/product/installation.js';

/**
 * What can be asked about the set-up of a policy system without a transaction. Nothing here writes.
 *
 * Errors are those of `policy-system-errors.ts`.
 */
export interface PolicySystemSetUp {
  /** Proves the credentials. Every call logs in by itself when it has to. */
  logIn(): Promise<void>;

  /** Asks every procedure that the installation file names once, for something that cannot be there. */
  askProcedures(): Promise<readonly ProcedureAsked[]>;
}

/** What came of asking one of the site's procedures, in words for whoever runs the worker. */
export interface ProcedureAsked {
  readonly lookup: keyof SiteProcedures;
  /** As in the installation file. */
  readonly procedure: string;
  /** `away`: the policy system could not be asked just now, which says nothing about the procedure. */
  readonly outcome: 'works' | 'broken' | 'away';
  /** What is wrong; null when it works. */
  readonly problem: string | null;
  /** What to do about it; null when it works, and while the policy system is away. */
  readonly remedy: string | null;
}
