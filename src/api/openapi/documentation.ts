import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router } from 'express';
import { z } from 'zod';
import type { ApiContext } from '../context.js';
import { only } from '../only.js';
import { answer, type Route } from '../route.js';

/** Served from the package itself, so that the page needs nothing from elsewhere. */
const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Bindery API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Apart from the page, because the page's policy allows no inline script. */
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });
`;

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GET /docs: the API's description for people. */
export function documentation(): Router {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve('swagger-ui-dist/package.json'));
  const router = Router({ caseSensitive: true });
  router.get('/docs', (_request, response) => {
    response.set('Content-Security-Policy', PAGE_POLICY).type('html').send(PAGE);
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('text/javascript').send(START);
  });
  for (const asset of ASSETS) {
    router.get(`/docs/${asset}`, (_request, response, next) => {
      response.sendFile(asset, { root, etag: false, lastModified: false }, (error) => {
        if (error as unknown) next(error);
      });
    });
  }
  for (const path of ['/docs', '/docs/start.js']) router.all(path, only('GET'));
  return router;
}

/** GET /openapi.json: the same for programs. */
export const openApiRoute: Route<ApiContext> = {
  method: 'get',
  path: '/openapi.json',
  admits: { by: 'anybody' },
  operationId: 'getOpenApiDocument',
  tag: 'health',
  summary: 'This document',
  answers: { 200: answer('OpenAPI 3.1.', z.looseObject({ openapi: z.string() })) },
  problems: null,
  handle:
    ({ openApi }) =>
    (_request, response) => {
      response.type('application/json').send(openApi);
    },
};
