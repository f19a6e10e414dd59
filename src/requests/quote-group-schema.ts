import { z } from 'zod';
import { UNIFORM_FIELDS, UNIQUE_STATES } from '../domain/quote-group/rules.js';
import { externalId, externalSystem } from './mid-term/change-fields.js';

/** Names a group as its caller does. */
export const groupReferenceSchema = z
  .strictObject({ externalSystem: externalSystem(), externalId: externalId() })
  .meta({
    id: 'QuoteGroupReference',
    examples: [{ externalSystem: 'portal', externalId: 'OPP-17' }],
  });

/** What a group is made with. */
export const quoteGroupRequestSchema = z
  .strictObject({
    ...groupReferenceSchema.shape,
    uniform: z
      .array(z.enum(UNIFORM_FIELDS))
      .max(UNIFORM_FIELDS.length, 'names a field more than once; name each once')
      .default([])
      .meta({ description: 'What must be the same in all its quotes.' }),
    uniqueState: z.enum(UNIQUE_STATES).default('accepted').meta({
      description: 'Which state one of its quotes alone comes to.',
    }),
  })
  .meta({ id: 'QuoteGroupRequest' });
