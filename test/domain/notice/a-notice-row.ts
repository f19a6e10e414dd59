import type { NoticeRow } from '../../../src/domain/notice/notice-rows.js';

/** A row that fits every cancellation, but for what is said. */
export function aNoticeRow(id: string, change: Partial<NoticeRow> = {}): NoticeRow {
  return {
    id,
    action: 'cancel',
    jurisdiction: null,
    line: null,
    category: null,
    isAdmitted: null,
    underwritingDays: null,
    from: null,
    until: null,
    minDays: 30,
    maxDays: null,
    mailingDays: null,
    ...change,
  };
}
