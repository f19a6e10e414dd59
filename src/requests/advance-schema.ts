import { z } from 'zod';
import { MILESTONES } from '../domain/transaction/kinds.js';
import { by } from './correction-schema.js';

const who = () =>
  by()
    .optional()
    .meta({ description: 'Who asks; kept for the audit. The client of the API unless said.' });

const revision = () =>
  z
    .int()
    .min(0, 'is below zero; give the revision of the transaction as it was answered')
    .optional()
    .meta({
      description:
        'Revision of what was seen; refused when it has moved on, because it may be quoted otherwise by now.',
    });

export const advanceRequestSchema = z
  .strictObject({
    advanceTo: z.enum(MILESTONES).meta({ description: 'How far it shall go from now on.' }),
    by: who(),
    revision: revision(),
  })
  .meta({ id: 'AdvanceRequest' });

export const acceptanceRequestSchema = z
  .strictObject({ by: who(), revision: revision() })
  .meta({ id: 'AcceptanceRequest' });
