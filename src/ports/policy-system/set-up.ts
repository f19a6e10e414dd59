import type { SiteProcedures } from '../../domain/product/installation.js';

/**
 * What can be asked about the set-up of a policy system without a transaction. Nothing here writes.
 *
 * Errors are those of `call-errors.ts`.
 */
export interface PolicySystemSetUp {
  /** Proves the credentials. Every call logs in by itself when it has to. */
  logIn(): Promise<void>;

  /** Asks every procedure that the installation file names once, for something that cannot be there. */
  askProcedures(): Promise<readonly ProcedureAsked[]>;

  /**
   * What may be quoted, where and by whom.
   *
   * @param programCode of the vendor, where the list is kept by program; null for all
   * @throws SystemRejection also where the installation does not have the list
   */
  listCompanyLines(programCode: string | null): Promise<readonly CompanyLine[]>;

  /**
   * The ids that the policy system knows.
   *
   * @throws SystemRejection also where the installation does not have the lists
   */
  listIds(): Promise<ListedIds>;

  /** Ids of the payment plans that are offered for a quote, single pay not among them. */
  listPaymentPlans(quoteGuid: string): Promise<ReadonlySet<number>>;
}

/** A carrier's line in a state. */
export interface CompanyLine {
  readonly lineGuid: string;
  readonly companyLocationGuid: string;
  /** Two letters. */
  readonly state: string;
  /** Which may quote and issue it. */
  readonly offices: readonly {
    readonly officeGuid: string;
    readonly costCenterIds: readonly number[];
  }[];
  readonly billingTypeIds: readonly number[];
}

/** Each empty where its list could not be told. */
export interface ListedIds {
  readonly businessTypes: ReadonlySet<number>;
  readonly deliveryMethods: ReadonlySet<number>;
  readonly locationTypes: ReadonlySet<number>;
  readonly policyTypes: ReadonlySet<number>;
  readonly billingTypes: ReadonlySet<number>;
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
