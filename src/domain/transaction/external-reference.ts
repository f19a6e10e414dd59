/** The source system's own name for a transaction. Goes into ids and search attributes: must hold no personal data. */
export interface ExternalReference {
  /** Short name of the source system, for example `triton`. */
  readonly system: string;
  /** That system's key for this submission, for example `TRITON-12345`. */
  readonly id: string;
}

/** Under whose name Bindery asks for what no source system asked for. */
export const OWN_SYSTEM = 'bindery';
