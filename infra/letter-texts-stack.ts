/** Everything that runs on AWS, on one page: an HTTP API, a Lambda, a table and two secrets. */

import { CfnOutput, Duration, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type LogGroupProps, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Letter } from '../content/letter.ts';
import type { Environment } from '../lambdas/environment.ts';
import { bundleLambda } from './bundle-lambda.ts';
import { INBOUND_SMS_PATH } from './routes.ts';
import type { Settings } from './settings.ts';

const LOG: LogGroupProps = { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY };

export class LetterTextsStack extends Stack {
  constructor(scope: Construct, settings: Settings, letter: Letter) {
    super(scope, settings.stackName, {
      description: 'Answers texts about the letter that Ofsted wrote to the children and young people of Dorset.',
      terminationProtection: true,
    });

    const table = new Table(this, 'Usage', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'byDay',
      partitionKey: { name: 'day', type: AttributeType.STRING },
      sortKey: { name: 'at', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });

    const twilioAuthTokens = new Secret(this, 'TwilioAuthTokens', {
      description: 'Twilio auth tokens as {"primary": "...", "secondary": "..."}; the second only during a rotation.',
      secretObjectValue: { primary: SecretValue.unsafePlainText(''), secondary: SecretValue.unsafePlainText('') },
    });
    const texterKey = new Secret(this, 'TexterKey', {
      description: 'The key that texter references are made with. A new one makes everybody a new person.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const api = new HttpApi(this, 'Api', { apiName: settings.stackName, createDefaultStage: false });
    const publicUrl = settings.publicUrl ?? api.apiEndpoint;

    const environment: Environment = {
      PUBLIC_URL: publicUrl,
      TABLE_NAME: table.tableName,
      TWILIO_AUTH_TOKENS_SECRET: twilioAuthTokens.secretArn,
      TEXTER_KEY_SECRET: texterKey.secretArn,
      RETENTION_DAYS: String(settings.retentionDays),
      REPLIES_PER_HOUR: String(settings.repliesPerHour),
    };
    const inboundSmsLog = new LogGroup(this, 'InboundSmsLog', LOG);
    const inboundSmsRole = new Role(this, 'InboundSmsRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    inboundSmsLog.grantWrite(inboundSmsRole);
    allow(inboundSmsRole, ['secretsmanager:GetSecretValue'], [twilioAuthTokens.secretArn, texterKey.secretArn]);
    allow(inboundSmsRole, ['dynamodb:GetItem', 'dynamodb:PutItem'], [table.tableArn]);
    const inboundSms = new LambdaFunction(this, 'InboundSms', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundleLambda('inbound-sms.ts', { 'letter.json': JSON.stringify(letter) }),
      handler: 'index.handler',
      role: inboundSmsRole,
      environment: { ...environment },
      // Half of what Twilio waits: https://www.twilio.com/docs/messaging/guides/webhook-request
      timeout: Duration.seconds(7),
      memorySize: 1024,
      logGroup: inboundSmsLog,
      loggingFormat: LoggingFormat.JSON,
    });

    api.addRoutes({
      path: INBOUND_SMS_PATH,
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('InboundSmsIntegration', inboundSms),
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(new LogGroup(this, 'AccessLog', LOG)),
        // The route and never the path: no number can come into the log, wherever someone puts it.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            requestTime: '$context.requestTime',
            routeKey: '$context.routeKey',
            status: '$context.status',
            responseLatency: '$context.responseLatency',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
    });

    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-APIG4', reason: 'Twilio cannot sign in: the Lambda checks its signature on every request.' },
      { id: 'AwsSolutions-SMG4', reason: 'Twilio gives out its tokens, and a new texter key makes all texters new.' },
    );

    new CfnOutput(this, 'WebhookUrl', {
      value: `${publicUrl}${INBOUND_SMS_PATH}`,
      description: 'Enter at Twilio under "A message comes in", as a webhook with HTTP POST.',
    });
    new CfnOutput(this, 'FallbackText', {
      value: letter.replies.cannotAnswer,
      description: 'Enter at Twilio in a TwiML Bin, and that under "Primary handler fails".',
    });
    new CfnOutput(this, 'TwilioAuthTokensSecret', {
      value: twilioAuthTokens.secretArn,
      description: 'Put {"primary": "<auth token>", "secondary": ""} there before the first text.',
    });
    new CfnOutput(this, 'UsageTable', { value: table.tableName, description: 'The usage log.' });
    new CfnOutput(this, 'InboundSmsLogGroup', {
      value: inboundSmsLog.logGroupName,
      description: 'Where faults stand, and the requests that the table did not take.',
    });
  }
}

// CDK's own grants give more: DescribeSecret, and the table's indexes.
function allow(role: Role, actions: string[], resources: string[]): void {
  role.addToPolicy(new PolicyStatement({ actions, resources }));
}
