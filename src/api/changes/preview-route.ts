import { z } from 'zod';
import { readBody } from '../body/json-body.js';
import type { ApiContext } from '../context.js';
import type { ProblemCode } from '../problem-catalogue.js';
import { answer, json, type Route } from '../route.js';
import { NAMED_TERM_PROBLEMS, previewedTerm, type NamedTerm } from './named-term.js';
import type { ChangeableTerm } from '../../temporal/changeable-term.js';

/** One kind of change that can be previewed. */
interface Preview<Body extends z.ZodType<NamedTerm>, Shape extends z.ZodRawShape> {
  readonly kind: 'cancellation' | 'endorsement' | 'reinstatement' | 'renewal' | 'rewrite';
  readonly summary: string;
  readonly body: Body;
  readonly example: z.input<Body>;
  /** Beside those of every preview. */
  readonly problems?: readonly ProblemCode[];
  /** What it answers beside the term. */
  readonly shape: Shape;
  readonly preview: (
    term: ChangeableTerm,
    asked: z.output<Body>,
    context: ApiContext,
  ) => z.output<z.ZodObject<Shape>> & { readonly digest: string | null };
}

/** POST /api/previews/…: reads the term, from the policy system where nobody here knows it, and computes; nothing is written anywhere. */
export function previewRoute<Body extends z.ZodType<NamedTerm>, Shape extends z.ZodRawShape>({
  kind,
  summary,
  body,
  example,
  problems = [],
  shape,
  preview,
}: Preview<Body, Shape>): Route<ApiContext> {
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const answerSchema = z
    .strictObject({
      policyNumber: z.string(),
      termNumber: z.int(),
      currency: z.string().nullable(),
      digest: z.string().nullable().meta({
        description:
          'Names day and amounts. Given with the request, that is refused when they are others by then; null where nothing can be booked.',
      }),
      ...shape,
    })
    .meta({ id: `${name}Preview` });
  return {
    method: 'post',
    path: `/api/previews/${kind}`,
    admits: { by: 'key', scope: 'transactions:read' },
    operationId: `preview${name}`,
    tag: 'previews',
    summary,
    description:
      'Nothing is written anywhere, and no transaction starts. A policy that Bindery did not bind is read from the policy system.',
    request: { body: json(body, { example }) },
    answers: { 200: answer('The preview.', answerSchema) },
    problems: [...NAMED_TERM_PROBLEMS, ...problems],
    handle: (context) => async (request, response) => {
      const asked = readBody(request, body);
      const term = await previewedTerm(context, asked);
      const { policyNumber, termNumber, currency } = term.record;
      response.json({ policyNumber, termNumber, currency, ...preview(term, asked, context) });
    },
  };
}
