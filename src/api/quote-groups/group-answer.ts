import pLimit from 'p-limit';
import { z } from 'zod';
import { GROUP_STATES } from '../../domain/quote-group/machine.js';
import { UNIFORM_FIELDS, UNIQUE_STATES } from '../../domain/quote-group/rules.js';
import { QUOTE_STATES } from '../../domain/quote/quote.js';
import { quoteGroupId } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { findTransaction } from '../../temporal/transactions.js';
import { recordOf } from '../../temporal/visible-transactions.js';
import type { GroupRecord } from '../../workflows/quote-group/messages.js';
import { answer } from '../route.js';
import { inPath, quotePath } from '../transactions/answer-of-record.js';

/** A group of quotes, as JSON for clients. */
const quoteGroupSchema = z
  .strictObject({
    id: z
      .string()
      .meta({ description: 'Of its workflow.', examples: ['quote-group:portal:OPP-17'] }),
    externalSystem: z.string(),
    externalId: z.string(),
    uniform: z.array(z.enum(UNIFORM_FIELDS)),
    uniqueState: z.enum(UNIQUE_STATES),
    state: z.enum(GROUP_STATES).meta({
      description:
        '`free`: any of its quotes may come to `uniqueState`; `taken`: one of them has, and may still give it back; `locked`: that one is issued, or for a long time none was in it.',
    }),
    winner: z.string().nullable().meta({ description: 'Id of the quote that has it.' }),
    quotes: z
      .array(
        z.strictObject({
          id: z.string(),
          quoteState: z.enum(QUOTE_STATES).nullable().meta({
            description:
              'As in a list of quotes: null of one that is on its way, or was ended in Temporal.',
          }),
          isIn: z.boolean().meta({ description: 'False of one that is over, or was taken out.' }),
          links: z.strictObject({ self: z.string() }),
        }),
      )
      .meta({ description: 'In the order in which they came.' }),
    freed: z
      .array(
        z.strictObject({
          at: z.string().meta({ format: 'date-time' }),
          quote: z.string(),
          by: z.string(),
          reason: z.string(),
        }),
      )
      .meta({ description: 'Quotes that a person has taken out.' }),
    createdAt: z.string().nullable().meta({ format: 'date-time' }),
    updatedAt: z.string().nullable().meta({
      format: 'date-time',
      description:
        'When anything of it has changed last; null, as `createdAt`, where an older version has left that unsaid.',
    }),
  })
  .meta({ id: 'QuoteGroup' });
type GroupAnswer = z.infer<typeof quoteGroupSchema>;

export const groupResponse = (description: string) => answer(description, quoteGroupSchema);

const AT_ONCE = 8;

/** A group with the state of each of its quotes, as the index knows it. */
export async function groupAnswer(temporal: Temporal, record: GroupRecord): Promise<GroupAnswer> {
  const { system, id, uniform, uniqueState, state, winner, quotes, freed } = record;
  const { createdAt = null, updatedAt = null } = record;
  const atOnce = pLimit(AT_ONCE);
  return {
    id: quoteGroupId(record),
    externalSystem: system,
    externalId: id,
    uniform: [...uniform],
    uniqueState,
    state,
    winner,
    quotes: await Promise.all(
      quotes.map(({ quote, isIn }) =>
        atOnce(async () => {
          const found = await findTransaction(temporal, quote);
          const quoteState = found && recordOf(found.visible).quoteState;
          return { id: quote, quoteState, isIn, links: { self: quotePath(quote) } };
        }),
      ),
    ),
    freed: freed.map((one) => ({ ...one })),
    createdAt,
    updatedAt,
  };
}

/** Address of a group. */
export function groupPath(id: string): string {
  return `/api/quote-groups/${inPath(id)}`;
}
