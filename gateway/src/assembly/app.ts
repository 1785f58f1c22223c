// SPDX-License-Identifier: Apache-2.0
import express, { type ErrorRequestHandler, type Express } from 'express';
import { randomUUID } from 'node:crypto';
import { sendProblem } from '../http/respond.js';
import { newRouter } from '../http/router.js';
import { ROUTES } from '../resources/routes.js';
import type { Services } from '../resources/services.js';

/** The gateway's HTTP application over its services; listens to nothing by itself. */
export function createApp(services: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // One value a name: a repeated one becomes an array, which no schema takes.
  app.set('query parser', 'simple');
  app.use(newRouter(ROUTES, services));
  // Only what Express itself refuses comes here: an address that is not well-formed percent encoding.
  const refuseAddress: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const requestId = randomUUID();
    const { status, code } = sendProblem({ response, requestId }, error);
    services.log.info({ requestId, status, code }, 'address refused');
  };
  app.use(refuseAddress);
  return app;
}
