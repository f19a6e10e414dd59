import { z } from 'zod';
import { formatCents } from '../../domain/money/cents.js';
import { MONEY_STANDINGS, type RenewalRecord } from '../../domain/transaction/renewal-record.js';

const instant = () => z.string().meta({ format: 'date-time' });
const day = () => z.string().meta({ format: 'date' });
const amount = () => z.string().meta({ pattern: '^-?\\d+\\.\\d{2}$', examples: ['1494.50'] });

const offerSchema = z
  .strictObject({
    offerId: z.string().meta({ description: 'Billing names it when money comes in.' }),
    version: z.int(),
    sentAt: instant(),
    currency: z.string(),
    total: amount(),
    plans: z.array(
      z.strictObject({
        planCode: z.string(),
        firstInvoice: amount().meta({ description: 'Pays for the plan.' }),
      }),
    ),
    payableUntil: instant(),
  })
  .meta({ id: 'RenewalOffer' });

const moneySchema = z
  .strictObject({
    paymentId: z.string(),
    version: z
      .int()
      .meta({ description: 'Of the offer that it is for, which may not be out yet.' }),
    amount: amount(),
    currency: z.string(),
    receivedAt: instant(),
    planCode: z.string().nullable().meta({ description: 'That the payer named.' }),
    standing: z.enum(MONEY_STANDINGS),
    transactionId: z
      .string()
      .optional()
      .meta({ description: 'Of the message that told it; absent from what came long ago.' }),
  })
  .meta({ id: 'RenewalMoney' });

/** What a renewal is beside what every change of a term is. */
export const renewalAnswerSchema = z
  .strictObject({
    flow: z.enum(['bindAndCancel', 'offer', 'confirmed']).nullable(),
    newTermNumber: z.int(),
    newPolicyNumber: z.string().nullable().meta({
      description:
        'Of the new term, which the policy system may number anew; null until it is bound.',
    }),
    madeBy: z.string().nullable().meta({
      description: 'Id of the new business that makes the new term; null until that is begun.',
    }),
    direction: z.enum(['nonRenew', 'notTaken', 'refer']).nullable(),
    moments: z
      .strictObject({
        startsAt: instant(),
        recheckedAt: z.array(instant()),
        offeredAt: instant().nullable(),
        boundAt: instant().nullable(),
        payableUntil: instant().nullable(),
        expiresAt: instant(),
      })
      .nullable()
      .meta({
        description: 'When it goes on by itself, by the files of the business as they are now.',
      }),
    nonRenewal: z
      .strictObject({ from: day().nullable(), by: day(), row: z.string() })
      .nullable()
      .meta({ description: 'The days of a notice of non-renewal, with the row that says so.' }),
    offers: z.array(offerSchema),
    money: z.array(moneySchema),
    reversals: z
      .array(
        z.strictObject({ paymentId: z.string(), transactionId: z.string(), reason: z.string() }),
      )
      .meta({ description: 'What billing has taken back, perhaps before it came.' }),
    tasks: z
      .array(z.strictObject({ key: z.string(), text: z.string(), since: instant() }))
      .meta({ description: 'What a person has to do; settled one by one.' }),
  })
  .meta({ id: 'Renewal' });

export function renewalAnswer({
  moments,
  nonRenewal,
  offers,
  money,
  reversals = [],
  tasks,
  ...rest
}: RenewalRecord): z.infer<typeof renewalAnswerSchema> {
  return {
    ...rest,
    moments: moments && { ...moments, recheckedAt: [...moments.recheckedAt] },
    nonRenewal: nonRenewal && { ...nonRenewal },
    offers: offers.map(({ totalCents, plans, ...offer }) => ({
      ...offer,
      total: formatCents(totalCents),
      plans: plans.map(({ planCode, firstInvoiceCents }) => ({
        planCode,
        firstInvoice: formatCents(firstInvoiceCents),
      })),
    })),
    money: money.map(({ amountCents, ...payment }) => ({
      ...payment,
      amount: formatCents(amountCents),
    })),
    reversals: reversals.map((reversal) => ({ ...reversal })),
    tasks: tasks.map((task) => ({ ...task })),
  };
}
