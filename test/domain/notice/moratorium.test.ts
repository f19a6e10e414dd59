import { describe, expect, it } from 'vitest';
import {
  heldBack,
  type CoveredCancellation,
  type Moratorium,
} from '../../../src/domain/notice/moratorium.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { aMoratorium } from '../../support/notice-rules.js';

const AUGUST = { from: '2027-08-01', to: '2027-08-31' };
const nonPayment: CoveredCancellation = {
  source: 'insurer',
  reason: 'nonPayment',
  jurisdiction: 'TX',
  lines: [{ line: 'general-liability', classes: ['commercial'] }],
};

describe('a moratorium', () => {
  const asked = (
    moratoriums: readonly Moratorium[],
    today: string,
    noticeOn = today,
    changes: Partial<CoveredCancellation> = {},
  ) => heldBack({ moratoriums }, { ...nonPayment, ...changes }, { today, noticeOn });

  it('LP-07: lets none begin on its first day and its last, nor in between', () => {
    const held = [aMoratorium(AUGUST)];
    expect(asked(held, '2027-07-31')).toBeNull();
    for (const day of ['2027-08-01', '2027-08-15', '2027-08-31'])
      expect(asked(held, day)).toMatchObject({ code: 'tooEarly' });
    expect(asked(held, '2027-09-01')).toBeNull();
  });

  it('lets no notice go out, whenever that is asked for', () => {
    const held = [aMoratorium(AUGUST)];
    expect(asked(held, '2027-07-20', '2027-08-02')).toMatchObject({
      code: 'tooEarly',
      field: 'receivedOn',
      found:
        '2027-08-02, within the moratorium TX-STORM (TX; nonPayment; 2027-08-01 to 2027-08-31)',
      allowed: 'a notice and its cancellation from 2027-09-01 on',
    });
    expect(asked(held, '2027-08-20', '2027-09-05')).toMatchObject({
      code: 'tooEarly',
      field: 'moratorium',
    });
    expect(asked(held, '2027-09-05', '2027-08-20')).toMatchObject({ field: 'receivedOn' });
  });

  it('says the first day after all that follow one another', () => {
    const refusal = asked(
      [
        aMoratorium(AUGUST),
        aMoratorium({ id: 'TX-MORE', from: '2027-08-20', to: '2027-09-15' }),
        aMoratorium({ id: 'TX-LATER', from: '2027-09-17', to: '2027-10-15' }),
      ],
      '2027-08-10',
    );
    expect(refusal && isRefusal(refusal) && refusal.allowed).toContain('from 2027-09-16 on');
  });

  it.each([
    ['the insured', { source: 'insured' }, {}],
    ['another reason', { reason: 'underwriting' }, {}],
    ['another state', { jurisdiction: 'LA' }, {}],
    ['another line', {}, { lines: ['personal'] }],
  ] as const)('is not about %s', (_what, cancellation, moratorium) => {
    expect(
      asked([aMoratorium({ ...AUGUST, ...moratorium })], '2027-08-10', '2027-08-10', cancellation),
    ).toBeNull();
  });

  it.each([
    [
      'a line of several',
      { lines: [...nonPayment.lines, { line: 'home', classes: ['personal'] }] },
    ],
    ['the class of a line', {}],
    ['a reason that it names', { reason: 'underwriting' }],
  ] as const)('is about %s', (_what, cancellation) => {
    const held = aMoratorium({
      ...AUGUST,
      lines: ['commercial'],
      reasons: ['nonPayment', 'underwriting'],
    });
    expect(asked([held], '2027-08-10', '2027-08-10', cancellation)).not.toBeNull();
  });
});
