import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';
import type { CallRing } from './call-ring.js';
import type { LiveSettings } from './live-settings.js';
import type { Chance, Fault, Misbehaviour } from './misbehaviour.js';

export const changeSchema = z.record(z.string(), z.unknown());
const callsQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  operation: z.string().optional(),
});

/** The endpoint for tests and operators. @param addCalls adds what one sandbox can be asked and told */
export function createAdminApp(addCalls: (admin: Express) => void): Express {
  const admin = express();
  admin.disable('x-powered-by');
  admin.use(express.json({ limit: '1mb' }));
  admin.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  addCalls(admin);
  admin.use((_request, response) => {
    response.status(404).json({ error: 'There is no such admin call.' });
  });
  admin.use(answerError);
  return admin;
}

/** What goes wrong when somebody has it so. @param faults what is armed, as it is answered */
export function addArmedFaults<Fault>(
  admin: Express,
  path: string,
  faults: {
    readonly arm: (fault: Fault) => number;
    readonly disarm: () => void;
    readonly list: () => object;
  },
  schema: z.ZodType<Fault>,
): void {
  admin.post(path, (request, response) => {
    response.status(201).json({ id: faults.arm(schema.parse(request.body)) });
  });
  admin.get(path, (_request, response) => {
    response.json(faults.list());
  });
  admin.delete(path, (_request, response) => {
    faults.disarm();
    response.status(204).end();
  });
}

/** What goes wrong with calls, also by chance. */
export function addFaults<Kind, Details>(
  admin: Express,
  misbehaviour: Misbehaviour<Kind, Details>,
  schemas: {
    readonly fault: z.ZodType<Fault<Kind, Details>>;
    readonly chance: z.ZodType<Chance<Kind, Details>>;
  },
): void {
  addArmedFaults(admin, '/faults', misbehaviour, schemas.fault);
  admin.post('/faults/random', (request, response) => {
    misbehaviour.armRandom(schemas.chance.parse(request.body));
    response.status(201).json({ id: 'random' });
  });
}

/** What was called. */
export function addCallList<Facts>(admin: Express, calls: CallRing<Facts>): void {
  admin.get('/calls', (request, response) => {
    const { after, operation } = callsQuerySchema.parse(request.query);
    response.json(calls.list(after, operation));
  });
}

/** @param changed is called after each change, before it is answered */
export function addSettings<Settings>(
  admin: Express,
  settings: LiveSettings<Settings>,
  changed: () => void = () => undefined,
): void {
  admin.get('/settings', (_request, response) => {
    response.json(settings.current());
  });
  admin.post('/settings', (request, response) => {
    const now = settings.change(changeSchema.parse(request.body));
    changed();
    response.json(now);
  });
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof z.ZodError) {
    response.status(400).json({ error: z.prettifyError(error) });
    return;
  }
  const isUnreadable = error instanceof SyntaxError;
  response
    .status(isUnreadable ? 400 : 500)
    .json({ error: isUnreadable ? 'The body is not JSON.' : String(error) });
};
