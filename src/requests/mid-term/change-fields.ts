import { z } from 'zod';
import { CHANGE_MILESTONES } from '../../domain/mid-term/change-plan.js';
import { by, reason } from '../correction-schema.js';
import { pattern, text } from '../text-fields.js';

const SYSTEM = /^[A-Za-z0-9-]{1,32}$/;
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;
const LAST_TERM = 9_999;
const NOT_A_TERM = `is not the number of a term; use a whole number from 1 to ${LAST_TERM}`;

/** Short name of a source system. */
export const externalSystem = () =>
  pattern(SYSTEM, 'is not the name of a system; use 1 to 32 letters, digits and dashes').meta({
    description: 'Short name of the source system.',
    examples: ['triton'],
  });

/** What a source system calls one of its requests. */
export const externalId = () =>
  pattern(
    REQUEST_ID,
    'is not an id; use 1 to 64 letters, digits, dots, dashes and underscores',
  ).meta({ examples: ['TRITON-12345'] });

/** What every request for a change says, whatever its kind. */
export const changeFields = {
  requestId: externalId().meta({
    description:
      "The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.",
    examples: ['CXL-2027-0001'],
  }),
  externalSystem: externalSystem().default('api'),
  termNumber: z
    .int(NOT_A_TERM)
    .min(1, NOT_A_TERM)
    .max(LAST_TERM, NOT_A_TERM)
    .optional()
    .meta({ description: 'The latest known term unless said.', examples: [1] }),
  advanceTo: z.enum(CHANGE_MILESTONES).default('quoted').meta({
    description:
      'How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.',
  }),
  digest: text(40).optional().meta({
    description:
      '`digest` of the preview that was seen; the request is refused when the numbers are others by now.',
  }),
  comment: text(200).optional().meta({
    description: 'For those who read it in the policy system; without personal data.',
  }),
};

/** What every edit of a change says, whatever its kind. */
export const editFields = {
  by: by()
    .optional()
    .meta({ description: 'Who acts; kept for the audit. The client of the API unless said.' }),
  reason: reason(),
  revision: z
    .int()
    .min(0)
    .optional()
    .meta({ description: '`revision` that was seen; refused where it is another by now.' }),
};

/** A request for a change of any kind, as it was posted. */
export interface PostedChange {
  readonly requestId: string;
  readonly externalSystem: string;
  readonly termNumber?: number | undefined;
  readonly advanceTo: (typeof CHANGE_MILESTONES)[number];
  readonly digest?: string | undefined;
  readonly comment?: string | undefined;
}
