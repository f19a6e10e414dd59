import { z } from 'zod';
import { isCivilDate } from '../domain/calendar/civil-date.js';
import type { NoticeLaw } from '../domain/notice/moratorium.js';
import { NOTICE_ACTIONS, NOTICE_CATEGORIES, type NoticeRow } from '../domain/notice/notice-rows.js';
import { moratoriums } from './moratoriums-of-file.js';
import { readJsonFile, type ReadFile } from './json-file.js';

const state = z.string().regex(/^[A-Z]{2}$/, 'must be a state of two capital letters');
const day = z.string().refine(isCivilDate, 'must be a day such as 2027-01-31');
const days = z.int().min(0).max(366);

const row = z
  .strictObject({
    id: z.string().min(1).max(40),
    action: z.enum(NOTICE_ACTIONS, { error: 'must be cancel or nonRenew' }),
    jurisdiction: state.nullable().default(null),
    line: z.string().min(1).nullable().default(null),
    category: z
      .enum(NOTICE_CATEGORIES, { error: 'must be nonPayment, fraud or other' })
      .nullable()
      .default(null),
    admitted: z.boolean().nullable().default(null),
    underwritingDays: days.nullable().default(null),
    from: day.nullable().default(null),
    until: day.nullable().default(null),
    minDays: days,
    maxDays: days.nullable().default(null),
    mailingDays: days.nullable().default(null),
  })
  .superRefine(({ action, category, from, until, minDays, maxDays }, context) => {
    const problem = (member: string, message: string) => {
      context.addIssue({ code: 'custom', path: [member], message });
    };
    if (from !== null && until !== null && from >= until)
      problem('until', 'must be after from: the day itself is outside');
    if (action === 'cancel' && maxDays !== null)
      problem('maxDays', 'is for nonRenew: a cancellation can be told of as early as one likes');
    if (action === 'nonRenew' && category !== null)
      problem('category', 'is for cancel: a non-renewal has none');
    if (maxDays !== null && maxDays < minDays) problem('maxDays', 'must not be below minDays');
  })
  .transform(({ admitted, ...rest }): NoticeRow => ({ ...rest, isAdmitted: admitted }));

const schema = z
  .strictObject({
    about: z.string().min(1),
    mailingStates: z.array(state).default([]),
    rows: z.array(row).min(1),
    moratoriums,
  })
  .superRefine(({ rows }, context) => {
    const ids = rows.map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) === index) continue;
      const message = `${id} is named twice`;
      context.addIssue({ code: 'custom', path: ['rows', index, 'id'], message });
    }
  })
  .transform(({ mailingStates, rows, moratoriums: held }): NoticeLaw => ({
    mailingStates,
    rows,
    moratoriums: held,
  }));

/** Reads the file with the law of notice and checks it by itself. */
export function readNoticeFile(path: string): ReadFile<NoticeLaw> {
  return readJsonFile(path, schema);
}
