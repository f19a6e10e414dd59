import type { Request } from 'express';
import { z } from 'zod';
import {
  checkPremiumQuote,
  type SentQuote,
} from '../../requests/premium-quote/check-premium-quote.js';
import { DYNAMIC_FIELDS, fieldsOfAccept } from '../../requests/premium-quote/dynamic-fields.js';
import { premiumQuoteSchema } from '../../requests/premium-quote/premium-quote-schema.js';
import { fieldErrors, type FieldError } from '../../requests/field-errors.js';
import type { ApiContext } from '../context.js';
import { exampleFile } from '../example-file.js';
import { Problem } from '../problem.js';
import { answer, json, type Route } from '../route.js';
import { premiumQuoteAnswer } from './answer-schema.js';
import { quoteAnswer } from './answer.js';
import { isPolicyCodeUsed } from './policy-code.js';

const params = z.strictObject({
  calculationInputDate: z.string().meta({
    format: 'date',
    description: 'Selects the periods for which premium is calculated.',
    example: '2027-02-01',
  }),
});

const query = z.strictObject({
  billingCycle: z
    .enum(['I', 'F'], 'is neither I nor F; use I for immediate billing or F for forward billing')
    .optional()
    .meta({ description: 'I: immediate billing, unless said. F: forward billing, in advance.' }),
});

/** POST /api/policies/quote/{calculationInputDate}: what a policy would cost; nothing is written anywhere. */
export const postPremiumQuoteRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/policies/quote/{calculationInputDate}',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'quotePremium',
  tag: 'previews',
  summary: 'What a policy would cost, period by period and line by line',
  description:
    'The policy is handled as a new one. Nothing of it is kept, no transaction starts, and the policy system is not written to. ' +
    `With \`Accept: application/json;fields=payDate|taxes\` each result has these dynamic fields, five at most: ${DYNAMIC_FIELDS.join(', ')}.`,
  request: {
    params,
    query,
    body: json(premiumQuoteSchema, {
      examples: { policy: { summary: 'A small property', value: exampleFile('premium-quote') } },
    }),
  },
  answers: { 200: answer('The premium.', premiumQuoteAnswer) },
  problems: [
    'malformed-path',
    'policy-not-read',
    'worker-unavailable',
    'workflow-failing',
    'temporal-unavailable',
  ],
  handle: (context) => async (request, response) => {
    const asked = sentQuote(request);
    const { errors, quote, policyCode } = checkPremiumQuote(asked.sent, context);
    const found = [...asked.errors, ...errors];
    const used = policyCode === null ? [] : await usedCode(context, policyCode, found);
    if (!quote || found.length > 0 || used.length > 0) throw refused([...found, ...used]);
    response.json(quoteAnswer(quote, context.rating.taxRows));
  },
};

function sentQuote(request: Request): { sent: SentQuote; errors: readonly FieldError[] } {
  const read = query.safeParse(request.query);
  return {
    sent: {
      calculationInputDate: String(request.params['calculationInputDate']),
      billingCycle: read.data?.billingCycle === 'F' ? 'forward' : 'immediate',
      fields: fieldsOfAccept(request.get('Accept') ?? ''),
      body: request.body,
    },
    errors: read.success ? [] : fieldErrors(read.error),
  };
}

/** What is wrong otherwise is told also when nobody can say now whether the code is used. */
async function usedCode(
  context: ApiContext,
  policyCode: string,
  found: readonly FieldError[],
): Promise<readonly FieldError[]> {
  try {
    return (await isPolicyCodeUsed(context, policyCode)) ? [USED_CODE] : [];
  } catch (error) {
    if (found.length > 0) return [];
    throw error;
  }
}

const USED_CODE: FieldError = {
  field: 'policyCode',
  code: 'repeated',
  reason: 'is that of a policy',
  remedy: 'Leave it out, or give one that no policy has: what is quoted is a new policy.',
};

function refused(errors: readonly FieldError[]): Problem {
  return new Problem('invalid-request', {
    detail: 'No premium can be quoted; nothing was done.',
    errors,
  });
}
