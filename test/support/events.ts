import type { LoggedEvent } from '../../src/domain/events/event.js';

/** Something happened to a term. @param nth tells it from all others */
export function aTermEvent(
  policyNumber: string,
  nth: number,
  product: string | null = 'general-liability',
): LoggedEvent {
  return {
    id: `evt_${nth}_`.padEnd(26, 'x'),
    source: `policy-term:${policyNumber}:1`,
    type: 'bindery.term.confirmed',
    at: '2027-02-11T09:30:00.000Z',
    data: {
      policyNumber,
      termNumber: 1,
      product,
      status: 'confirmed',
      isConfirmed: true,
      transaction: null,
      effectiveDate: null,
      payment: null,
      missing: null,
    },
  };
}
