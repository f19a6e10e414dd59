import { z } from 'zod';
import type { Installation } from '../domain/installation.js';
import { duration } from './env.js';
import { readJsonFile, type ReadFile } from './json-file.js';

const id = z.int();
const procedure = z.string().min(1).nullable();
const state = z.string().regex(/^[A-Z]{2}$/, 'must be a state of two capital letters');

const schema = z
  .strictObject({
    name: z.string().min(1),
    offices: z.record(z.string().min(1), z.guid()),
    businessTypes: z.strictObject({
      corporation: id,
      llc: id,
      partnership: id,
      limitedPartnership: id,
      jointVenture: id,
      trust: id,
      individual: id,
      other: id,
    }),
    billingTypes: z.strictObject({ agencyBill: id, directBillCompany: id, directBillMga: id }),
    charges: z.array(z.strictObject({ charge: z.string().min(1), state, code: id })),
    quoteStatuses: z.strictObject({
      submitted: id,
      bound: z.array(id).min(1),
      lost: id,
      closed: z.array(id),
    }),
    policyTypeNew: id,
    deliveryMethodMail: id,
    locationTypePrimary: id,
    premiumOfficeId: id,
    costCenterId: id,
    netRateQuoteId: id,
    singlePayOperation: z.enum(['BindQuoteWithInstallment', 'BindQuote']),
    linksReferences: z.union([z.boolean(), z.strictObject({ procedure: z.string().min(1) })], {
      error: 'must be true, false, or { "procedure": "…" } with the name of the site\'s procedure',
    }),
    settle: duration,
    procedures: z.strictObject({
      quotesByReference: procedure,
      quoteByGuid: procedure,
      submissionsOfInsured: procedure,
      quotesOfSubmission: procedure,
      premiumsOfQuote: procedure,
      invoicesOfQuote: procedure,
      documentsOfQuote: procedure,
    }),
  })
  .superRefine(({ charges, quoteStatuses }, context) => {
    const seen = new Set<string>();
    for (const [index, { charge, state: of }] of charges.entries()) {
      const key = `${charge} in ${of}`;
      if (seen.has(key)) {
        context.addIssue({
          code: 'custom',
          path: ['charges', index],
          message: `${key} is named twice`,
        });
      }
      seen.add(key);
    }
    for (const open of [quoteStatuses.submitted, ...quoteStatuses.bound]) {
      if (quoteStatuses.closed.includes(open)) {
        const message = `${String(open)} is a submitted or bound state and cannot be closed too`;
        context.addIssue({ code: 'custom', path: ['quoteStatuses', 'closed'], message });
      }
    }
  })
  .transform(({ settle, ...rest }): Installation => ({ ...rest, settleMs: settle }));

/** Reads an installation file and checks it by itself. */
export function readInstallationFile(path: string): ReadFile<Installation> {
  return readJsonFile(path, schema);
}
