/** Answers when the service can't: a tiny function behind its own API, which shares nothing with the rest. */

import { Duration } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Letter } from '../content/letter.ts';
import { FALLBACK_PATH } from '../lambdas/aws/routes.ts';
import { renderTwiml } from '../lambdas/twilio/render-twiml.ts';
import { accessLogFormat } from './access-log.ts';
import { addLambda, LOG } from './add-lambda.ts';
import type { WatchedLambda } from './watching.ts';

export class Fallback extends Construct {
  readonly reply: WatchedLambda;
  /** The address to enter at Twilio. */
  readonly url: string;

  /** @param name what its API is called */
  constructor(
    scope: Construct,
    id: string,
    { name, letter, concurrency }: { name: string; letter: Letter; concurrency: number | undefined },
  ) {
    super(scope, id);
    this.reply = addLambda(this, 'Reply', {
      entry: 'fallback.ts',
      environment: { TWIML: renderTwiml([letter.replies.cannotAnswer]) },
      timeout: Duration.seconds(5),
      memorySize: 256,
      concurrency,
      may: [],
    });
    const api = new HttpApi(this, 'Api', { apiName: name, createDefaultStage: false });
    api.addRoutes({
      path: FALLBACK_PATH,
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('ReplyIntegration', this.reply.lambda),
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 1000, burstLimit: 2000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(new LogGroup(this, 'AccessLog', LOG)),
        format: accessLogFormat('$context.routeKey'),
      },
    });
    this.url = api.apiEndpoint + FALLBACK_PATH;
  }
}
