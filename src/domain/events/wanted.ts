import type { EventType, LoggedEvent } from './event.js';

/** Which events somebody asks for; what is absent does not matter. */
export interface Wanted {
  readonly types?: readonly EventType[] | undefined;
  readonly products?: readonly string[] | undefined;
  readonly policyNumber?: string | undefined;
}

export function isWanted({ types, products, policyNumber }: Wanted, event: LoggedEvent): boolean {
  const { type, data } = event;
  return (
    (types === undefined || types.includes(type)) &&
    (products === undefined || (data.product !== null && products.includes(data.product))) &&
    (policyNumber === undefined || data.policyNumber === policyNumber)
  );
}
