import seed from '../seed.json' with { type: 'json' };

/**
 * What the installation is set up with and no call changes: users, offices, lines, carriers, producers, charge codes
 * and lists of ids.
 */
export const referenceData = seed;

type Seed = typeof seed;
export type CompanyLine = Seed['companyLines'][number];
export type Producer = Seed['producers'][number];
export type Charge = Seed['charges'][number];

/** What a carrier has set up for a line in a state, or undefined when it does not write it there. */
export function companyLineOf(quote: {
  readonly lineGuid: string;
  readonly companyLocationGuid: string;
  readonly stateId: string;
}): CompanyLine | undefined {
  return seed.companyLines.find(
    (candidate) =>
      candidate.lineGuid === quote.lineGuid &&
      candidate.companyLocationGuid === quote.companyLocationGuid &&
      candidate.stateId === quote.stateId,
  );
}

/** The producer of a contact, of a location, whichever the GUID is. */
export function producerOf(entityGuid: string): Producer | undefined {
  return seed.producers.find(
    ({ producerLocationGuid, contact }) =>
      producerLocationGuid === entityGuid || contact.contactGuid === entityGuid,
  );
}

export function producerOfContact(contactGuid: string): Producer | undefined {
  return seed.producers.find(({ contact }) => contact.contactGuid === contactGuid);
}

export function chargeOf(code: number): Charge | undefined {
  return seed.charges.find((candidate) => candidate.code === code);
}

export function lineName(lineGuid: string): string {
  return seed.lines.find((line) => line.lineGuid === lineGuid)?.lineName ?? '';
}

export function companyLocationName(companyLocationGuid: string): string {
  const found = seed.companyLocations.find(
    (location) => location.companyLocationGuid === companyLocationGuid,
  );
  return found?.locationName ?? '';
}

export function isUser(userGuid: string): boolean {
  return seed.users.some((user) => user.userGuid === userGuid);
}

export function isOffice(officeGuid: string): boolean {
  return seed.offices.some((office) => office.officeGuid === officeGuid);
}

export function isListed(list: readonly { readonly id: number }[], id: number): boolean {
  return list.some((entry) => entry.id === id);
}
