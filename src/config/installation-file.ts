import { z } from 'zod';
import { RECORDED_REASONS } from '../domain/notice/recorded-reason.js';
import type { Installation } from '../domain/product/installation.js';
import { duration } from './env.js';
import { readJsonFile, type ReadFile } from './json-file.js';

const id = z.int();
const procedure = z.string().min(1).nullable();
const state = z.string().regex(/^[A-Z]{2}$/, 'must be a state of two capital letters');

const word = z
  .string()
  .regex(
    /^[\p{Ll}\p{N}]+(?: [\p{Ll}\p{N}]+)*$/u,
    'must be in small letters, without accents and punctuation',
  );
const spellings = z.record(word, z.array(word).min(1)).superRefine((table, context) => {
  const seen = new Set(Object.keys(table));
  for (const [short, long] of Object.entries(table)) {
    for (const each of long) {
      if (seen.has(each)) {
        context.addIssue({
          code: 'custom',
          path: [short],
          message: `${each} is named twice: a word has one spelling that it is compared by`,
        });
      }
      seen.add(each);
    }
  }
});

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
    policyTypeRenewal: id,
    policyTypeConversion: id.optional(),
    deliveryMethodMail: id,
    locationTypePrimary: id,
    premiumOfficeId: id,
    costCenterId: id,
    netRateQuoteId: id,
    singlePayOperation: z.enum(['BindQuoteWithInstallment', 'BindQuote']),
    linksReferences: z.union([z.boolean(), z.strictObject({ procedure: z.string().min(1) })], {
      error: 'must be true, false, or { "procedure": "…" } with the name of the site\'s procedure',
    }),
    givePolicyNumber: procedure.default(null),
    settle: duration,
    procedures: z.strictObject({
      quotesByReference: procedure,
      quoteByGuid: procedure,
      submissionsOfInsured: procedure,
      quotesOfSubmission: procedure,
      premiumsOfQuote: procedure,
      invoicesOfQuote: procedure,
      documentsOfQuote: procedure,
      insuredCandidates: procedure.default(null),
      quoteByPolicyNumber: procedure.default(null),
      renewalsOfQuote: procedure.default(null),
      termsInForce: procedure.default(null),
    }),
    changes: z
      .strictObject({
        endorse: procedure,
        cancel: procedure,
        reinstate: procedure,
        unbind: procedure,
      })
      .default({ endorse: null, cancel: null, reinstate: null, unbind: null }),
    changeReasons: z
      .strictObject({
        cancellation: z.partialRecord(z.enum(RECORDED_REASONS), id),
        reinstatement: id.nullable(),
      })
      .default({ cancellation: {}, reinstatement: null }),
    spelling: z
      .strictObject({ names: spellings, addresses: spellings })
      .default({ names: {}, addresses: {} }),
  })
  .superRefine(({ changes, changeReasons }, context) => {
    const missing = [
      ...RECORDED_REASONS.filter(
        (reason) => changes.cancel !== null && changeReasons.cancellation[reason] === undefined,
      ).map((reason) => ['cancellation', reason]),
      ...(changes.reinstate !== null && changeReasons.reinstatement === null
        ? [['reinstatement']]
        : []),
    ];
    for (const place of missing) {
      const message = 'is missing, and policies are changed here (changes)';
      context.addIssue({ code: 'custom', path: ['changeReasons', ...place], message });
    }
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
  .transform(({ settle, policyTypeConversion, ...rest }): Installation => {
    const conversion = policyTypeConversion ?? rest.policyTypeRenewal;
    return { ...rest, policyTypeConversion: conversion, settleMs: settle };
  });

/** Reads an installation file and checks it by itself. */
export function readInstallationFile(path: string): ReadFile<Installation> {
  return readJsonFile(path, schema);
}
