import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { billingSchema } from '../../src/requests/billing-schema.js';
import { endorsementRequestSchema } from '../../src/requests/endorsement/endorsement-schema.js';
import { fieldErrors } from '../../src/requests/field-errors.js';
import { amount, civilDate, guid, text } from '../../src/requests/text-fields.js';
import { workbookSchema } from '../../src/requests/new-business/submission-schema.js';

function errorsOf(schema: z.ZodType, value: unknown): readonly string[] {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? []
    : fieldErrors(parsed.error).map(({ field, code }) => `${field} ${code}`);
}

const payment = (paymentId: string, paid: string) => ({
  paymentId,
  amount: paid,
  receivedAt: '2027-01-01T12:00:00Z',
});

describe('the code of a fault', () => {
  const schema = z.strictObject({
    name: text(5).optional(),
    day: civilDate().optional(),
    amount: amount().optional(),
    guid: guid().optional(),
    flag: z.enum(['yes', 'no']).optional(),
    count: z.int().min(1, 'is too small; give more').max(3, 'is too large; give less').optional(),
    list: z.array(z.string()).max(1, 'has too many entries; use one').optional(),
    needed: z.string().optional(),
  });

  it.each([
    [{ name: '' }, 'name malformed'],
    [{ name: 'abcdef' }, 'name outOfRange'],
    [{ name: 7 }, 'name malformed'],
    [{ day: '2027-02-30' }, 'day malformed'],
    [{ amount: '1.234' }, 'amount malformed'],
    [{ guid: 'x' }, 'guid malformed'],
    [{ flag: 'maybe' }, 'flag unknown'],
    [{ count: 0 }, 'count outOfRange'],
    [{ count: 4 }, 'count outOfRange'],
    [{ list: ['a', 'b'] }, 'list outOfRange'],
    [{ nmae: 'abc' }, 'nmae unknownField'],
    [[], ' malformed'],
  ])('of %j is that of its kind', (value, expected) => {
    expect(errorsOf(schema, value)).toEqual([expected]);
  });

  it('says what is missing', () => {
    expect(errorsOf(z.strictObject({ needed: text(5), day: civilDate() }), {})).toEqual([
      'needed missing',
      'day missing',
    ]);
  });

  it('is that of the rule of the schema where that names one', () => {
    const upFrontPayments = [payment('A', '1.00'), payment('A', '0.00')];
    expect(errorsOf(billingSchema, { upFrontPayments })).toEqual([
      'upFrontPayments[1].amount outOfRange',
      'upFrontPayments[1].paymentId repeated',
    ]);
    const contentBase64 = 'AAAA'.repeat(90_000);
    expect(errorsOf(workbookSchema, { fileName: 'a.xlsx', contentBase64 })).toEqual([
      'contentBase64 outOfRange',
    ]);
    expect(errorsOf(workbookSchema, { fileName: 'a/b.xlsx', contentBase64: 'AAAA' })).toEqual([
      'fileName malformed',
    ]);
    const endorsement = {
      requestId: 'END-1',
      externalSystem: 'triton',
      effectiveDate: '2027-05-01',
    };
    expect(errorsOf(endorsementRequestSchema, endorsement)).toEqual(['fullTerm missing']);
  });
});
