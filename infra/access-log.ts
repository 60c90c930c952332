/** What API Gateway writes of a request. */

import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/** @param route the variable that names the route. Never the path: then no number can get into the log, wherever someone puts it */
export function accessLogFormat(route: string): AccessLogFormat {
  return AccessLogFormat.custom(
    JSON.stringify({
      requestId: '$context.requestId',
      route,
      status: '$context.status',
      responseLatency: '$context.responseLatency',
      integrationError: '$context.integrationErrorMessage',
    }),
  );
}
