/** Nobody answered for a group of quotes in time. It may have been told; telling it again is harmless. */
export class GroupUnavailable extends Error {
  override readonly name = 'GroupUnavailable';

  /** @param group its id */
  constructor(group: string, options?: ErrorOptions) {
    super(
      `${group} could not be told now: Temporal or its workers did not answer in time`,
      options,
    );
  }
}
