import type { Task } from './answers.js';
import { CALL } from './usage.js';

/** What a person types to settle a task; in words where this command cannot. */
export function howToSettle({ id, task, cause, request, links }: Task): string {
  const act = request.path.split('/').at(-1);
  const named = quoted(id);
  switch (request.method === 'GET' ? undefined : act) {
    case 'correct':
      return cause === 'unknownOutcome'
        ? `${CALL} correct ${named} --reason "…" and --written --made <number>, or --not-written`
        : `${CALL} retry ${named} --reason "…"`;
    case 'settle':
    case 'underwrite':
    case 'resume':
      return `${CALL} settle ${named} ${quoted(task)} --reason "…"`;
    case 'decide':
    case 'underwriting-decision':
      return `${CALL} settle ${named} ${quoted(task)} --decision approve --reason "…"`;
    case 'free':
      return `POST ${request.path} once you have looked up what it has written (docs/quotes.md)`;
    case 'edit':
      return `POST ${request.path} with premium, workbook or risk (docs/api.md)`;
    case undefined:
      return `Look at ${links.temporalUi ?? links.self}`;
    default:
      return `POST ${request.path} with its proof (docs/api.md)`;
  }
}

/** As a shell takes it. */
export function quoted(text: string): string {
  return /^[\w:./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
