/** Why a step stopped, as it travels from an activity to the workflow. Safe to show: no secrets, no personal data. */
export interface StopDetails {
  /** Part of the submission at fault, or null. */
  readonly field: string | null;
  readonly reason: string;
  readonly remedy: string;
  /** For an unknown outcome: how long the system may still be working on the lost request. Milliseconds. */
  readonly settleMs?: number;
  /** The run whose predecessor's requests have all arrived once `settleMs` is over. */
  readonly settlesRun?: string;
  /**
   * How long failures of this kind are waited out before a person is asked. Milliseconds; absent: as long as an outage.
   * Short for what looks as if it would not pass by itself, such as the page of a firewall.
   */
  readonly patienceMs?: number;
  /** The run of the transaction in which it stopped. */
  readonly run?: string;
  /** For a refusal that leaves open whether the write was made by an earlier attempt, or says that it was. */
  readonly mayHaveHappened?: boolean;
}

/** Of an outage that Temporal itself waits out. Only when that took too long a person is told, in words of the workflow. */
export interface OutageDetails {
  readonly waitedOut: true;
  /** The call may have been carried out, and its answer lost; it is harmless to make it again. */
  readonly mayHaveHappened: boolean;
}
