import type { z } from 'zod';
import type { Fields } from '../request-xml.js';
import type { ServiceName } from '../services.js';

/** One SOAP operation: what is sent, and what an acceptable answer is. */
export interface Operation<Request, Answer> {
  /** Name of the operation and of its request element. */
  readonly name: string;
  readonly service: ServiceName;
  /**
   * A `write` may have happened when its answer is lost; a `read` may be repeated at will, and so may a `writeOnce`, which the
   * request names so that it is done once.
   */
  readonly effect: 'read' | 'write' | 'writeOnce';
  /** The elements of the request, in the order of the WSDL. */
  readonly toRequest: (request: Request) => Fields;
  /** Reads the `…Result` element of the answer, which is null when it is absent or empty. */
  readonly answer: z.ZodType<Answer>;
  /** For the call of a site procedure: its name in the installation file. */
  readonly procedureOf?: (request: Request) => string;
}
