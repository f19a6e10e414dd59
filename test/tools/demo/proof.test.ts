import { describe, expect, it } from 'vitest';
import { proofOf, type Numbering, type ThreeBooks } from '../../../tools/demo/proof.js';
import { proofWords } from '../../../tools/demo/words.js';

const LINE = { lineGuid: 'd2dd2a3a', key: 'general-liability' };
const NUMBERING: Numbering = {
  lines: new Map([[LINE.lineGuid, LINE.key]]),
  charges: new Map([[101, { charge: 'premium', state: 'TX' }]]),
};
const POLICY = 'CGL-2027-000001';
const [BIND, CANCEL] = ['new-business:triton:1', 'cancellation:CGL-2027-000001:1'];
const [FROM, TO, CANCELLED] = ['2027-02-01', '2028-02-01', '2027-08-01'];

/** A policy of 5000.00 that was cancelled after half a year, as it stands in each system. */
function books(): ThreeBooks {
  const row = (amount: string) => ({ name: 'premium', line: LINE.key, state: 'TX', amount });
  const quote = (guid: string, amount: string) => ({
    quoteGuid: guid,
    policyNumber: POLICY,
    effective: FROM,
    expiration: TO,
    transactionType: '' as const,
    transactionEffective: null,
    dateBound: '2027-01-20T09:00:00',
    options: [{ lineGuid: LINE.lineGuid, premiums: [{ chargeCode: 101, amount }] }],
  });
  return {
    policyNumber: POLICY,
    transactions: [
      { id: BIND, what: 'new business' },
      { id: CANCEL, what: 'cancellation' },
    ],
    ims: {
      quotes: [
        quote('q-1', '5000.00'),
        {
          ...quote('q-2', '-2520.55'),
          transactionType: 'C',
          transactionEffective: CANCELLED,
        },
        // Given up before it was bound: no part of the policy.
        { ...quote('q-3', '-9.99'), transactionType: 'C', dateBound: null },
      ],
      invoices: [
        { quoteGuid: 'q-1', total: '5000.00', isVoid: false },
        { quoteGuid: 'q-2', total: '-2520.55', isVoid: false },
        { quoteGuid: 'q-1', total: '1.00', isVoid: true },
      ],
    },
    billing: {
      policyNumber: POLICY,
      termNumber: 1,
      term: { effectiveDate: FROM, expirationDate: TO },
      status: 'cancelled',
      cancelledOn: CANCELLED,
      charged: '2479.45',
      received: '1250.00',
      pastDue: '0.00',
      credit: '0.00',
      invoices: [{ amount: '1250.00' }, { amount: '1229.45' }],
      charges: [
        { ...row('5000.00'), transactionId: `${BIND}/createPolicyPeriod`, effectiveDate: FROM },
        {
          ...row('-2520.55'),
          transactionId: `${CANCEL}/cancelPolicyPeriod`,
          effectiveDate: CANCELLED,
        },
      ],
    },
    term: {
      status: 'cancelled',
      isConfirmed: true,
      isConfirmationAcknowledged: true,
      effectiveDate: FROM,
      expirationDate: TO,
      cancelledOn: CANCELLED,
      pendingCancellation: null,
      layers: [{ transaction: BIND, effectiveDate: FROM, charges: [row('5000.00')] }],
      returns: [{ transaction: CANCEL, effectiveDate: CANCELLED, charges: [row('-2520.55')] }],
      money: { charged: '2479.45', counted: '1250.00', shortfall: '0.00' },
      turn: { holder: null },
      lastChange: CANCEL,
      waitingFor: null,
    },
  };
}

const TERM = { policyNumber: POLICY, termNumber: 1, effectiveDate: FROM, expirationDate: TO };

describe('the proof of the demo', () => {
  it('adds up what each system has on file, by charge, by transaction and in total', () => {
    const proof = proofOf(books(), NUMBERING);
    expect(proof).toMatchObject({
      agrees: true,
      charges: [{ what: 'general-liability premium TX', ims: '2479.45', term: '2479.45' }],
      total: { ims: '2479.45', billing: '2479.45', term: '2479.45' },
      standing: { ims: 'cancelled', billing: 'cancelled', term: 'cancelled' },
    });
    expect(proof.transactions.map(({ what, ims }) => `${what}: ${ims}`)).toEqual([
      `new business: 5000.00 from ${FROM}`,
      `cancellation: -2520.55 from ${CANCELLED}`,
    ]);
    expect(proofWords([{ ...TERM, proof }])).toContain('agree to the cent');
  });

  it('tells of a cent that billing has and IMS has not', () => {
    const { billing, ...others } = books();
    const charges = billing.charges.map((charge, at) =>
      at === 1 ? { ...charge, amount: '-2520.54' } : charge,
    );
    const proof = proofOf(
      { ...others, billing: { ...billing, charges, charged: '2479.46' } },
      NUMBERING,
    );
    expect(proof.agrees).toBe(false);
    expect(proof.charges).toMatchObject([{ agrees: false, billing: '2479.46' }]);
    const words = proofWords([{ ...TERM, proof }]);
    expect(words).toContain('do not agree');
    expect(words).toMatch(/premium TX .* <>$/m);
    expect(words).toContain(`billing: -2520.54 from ${CANCELLED}`);
  });

  it('agrees only where it does in every term', () => {
    const good = { ...TERM, proof: proofOf(books(), NUMBERING) };
    const { billing, ...others } = books();
    const bad = {
      ...TERM,
      termNumber: 2,
      proof: proofOf({ ...others, billing: { ...billing, received: '1.00' } }, NUMBERING),
    };
    expect(proofWords([good, { ...good, termNumber: 2 }])).toContain('agree to the cent');
    const words = proofWords([good, bad]);
    expect(words).toContain('do not agree');
    expect(words).toMatch(new RegExp(`${POLICY}, term 2 `));
    expect(words.match(/<>$/gm)).toHaveLength(1);
  });

  it.each([
    [
      'a change that IMS alone has',
      (given: ThreeBooks) => ({ ...given, transactions: given.transactions.slice(0, 1) }),
    ],
    [
      'money that the term has not counted',
      (given: ThreeBooks) => ({
        ...given,
        term: { ...given.term, money: { ...given.term.money, counted: '0.00' } },
      }),
    ],
    [
      'a term that billing still has open',
      (given: ThreeBooks) => ({
        ...given,
        billing: { ...given.billing, status: 'open', cancelledOn: null },
      }),
    ],
    [
      'another day',
      (given: ThreeBooks) => ({ ...given, term: { ...given.term, expirationDate: FROM } }),
    ],
  ])('tells of %s', (_what, changed) => {
    const proof = proofOf(changed(books()), NUMBERING);
    expect(proof.agrees).toBe(false);
    expect(proofWords([{ ...TERM, proof }])).toContain('<>');
  });
});
