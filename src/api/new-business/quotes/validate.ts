import { z } from 'zod';
import { checkSubmission } from '../../../requests/new-business/check-submission.js';
import { submissionRequestSchema } from '../../../requests/new-business/submission-schema.js';
import type { ApiContext } from '../../context.js';
import { firstFindings } from '../../first-findings.js';
import { submissionExamples } from '../examples.js';
import { fieldErrorSchema } from '../../openapi/problem-schema.js';
import { answer, json, type Route } from '../../route.js';

const validationSchema = z
  .strictObject({
    isValid: z.boolean().meta({ description: 'Whether the request would be accepted now.' }),
    findings: z.array(fieldErrorSchema).readonly().meta({
      description:
        'Everything that stands against it, by its form and by the rules of its product; of more than 100 findings the first.',
    }),
  })
  .meta({ id: 'Validation' });

/** POST /api/quotes/validate: what would be refused of a request; nothing is kept, and nobody else is asked. */
export const validateQuoteRoute: Route<ApiContext> = {
  method: 'post',
  path: '/api/quotes/validate',
  admits: { by: 'key', scope: 'transactions:read' },
  operationId: 'checkQuote',
  tag: 'quotes',
  summary: 'What would be refused of a quote or a submission',
  description:
    'By the form of the request and the rules of its product; all at once. Nothing is kept, no transaction starts, and the policy system is not asked: whether it knows the producer turns out later.',
  request: { body: json(submissionRequestSchema, { examples: submissionExamples() }) },
  answers: {
    200: answer('What was found.', validationSchema, {
      isValid: false,
      findings: [
        {
          field: 'state',
          code: 'notSold',
          reason: 'is a state in which this product is not sold',
          remedy: 'Use one of TX, CA, NY.',
        },
      ],
    }),
  },
  problems: [],
  handle: (context) => (request, response) => {
    const checked = checkSubmission(request.body, context);
    const findings = 'errors' in checked ? checked.errors : [];
    response.json({ isValid: findings.length === 0, findings: firstFindings(findings).listed });
  },
};
