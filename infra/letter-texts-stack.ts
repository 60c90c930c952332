/** Everything that runs on AWS: two APIs, five Lambdas, a table, its secrets, the fallback and the alarms. */

import { CfnOutput, Duration, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import {
  EndpointType,
  LambdaIntegration,
  ResponseTransferMode,
  RestApi,
  LogGroupLogDestination as RestLogDestination,
} from 'aws-cdk-lib/aws-apigateway';
import { type CfnStage, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type {
  DeliveryStatusEnvironment,
  InboundSmsEnvironment,
  ReplayEnvironment,
  RollUpEnvironment,
  StaffPagesEnvironment,
} from '../lambdas/aws/environment.ts';
import { DELIVERY_STATUS_PATH, INBOUND_SMS_PATH, STAFF_PATH } from '../lambdas/aws/routes.ts';
import { ERASURES } from '../lambdas/usage/erase-texter.ts';
import { AUDIT_TRAIL, texterPartition } from '../lambdas/usage/usage-table.ts';
import { accessLogFormat } from './access-log.ts';
import { addLambda, LOG } from './add-lambda.ts';
import { buildStylesheet } from './build-stylesheet.ts';
import type { BuiltLetter } from './content/build-letter.ts';
import { encoderFiles } from './encoder-files.ts';
import { Fallback } from './fallback.ts';
import { letterFiles, otherLettersFile } from './letter-files.ts';
import type { Settings } from './settings.ts';
import { StaffSignIn } from './staff-sign-in.ts';
import { Watching } from './watching.ts';

/** Read again by the page for what came since: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const EVERY = Duration.minutes(5);

/** How many texts, and how many delivery reports, the API takes in a second. */
const TEXTS_PER_SECOND = 500;

/** How long an export of everything may take. */
const MAX_EXPORT_TIME = Duration.minutes(5);

/** What erasing a person takes; a transaction needs what it is made of. */
const READ_WRITE_AND_ERASE = [
  'GetItem',
  'BatchGetItem',
  'PutItem',
  'UpdateItem',
  'Query',
  'DeleteItem',
  'ConditionCheckItem',
].map((one) => `dynamodb:${one}`);

export class LetterTextsStack extends Stack {
  /** @param others the letters that `settings.numbers` names, apart from the usual one, and those that are superseded */
  constructor(scope: Construct, settings: Settings, usual: BuiltLetter, others: readonly BuiltLetter[] = []) {
    const numbers = numbersOf(others, settings);
    const { place, letter, texts, measured } = usual;
    super(scope, settings.stackName, {
      description: `Answers texts about the letter that Ofsted wrote to the children and young people of ${place}.`,
      env: { region: settings.region },
      terminationProtection: settings.terminationProtection,
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
    const byDay = `${table.tableArn}/index/byDay`;

    const twilioAuthTokens = new Secret(this, 'TwilioAuthTokens', {
      description: 'Twilio auth tokens as {"primary": "...", "secondary": "..."}; the second only during a rotation.',
      secretObjectValue: { primary: SecretValue.unsafePlainText(''), secondary: SecretValue.unsafePlainText('') },
    });
    const texterKey = new Secret(this, 'TexterKey', {
      description: 'The key that texter references are made with. A new one makes everybody a new person.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const sessionKey = new Secret(this, 'SessionKey', {
      description: 'What staff sessions are sealed with. A new one signs everybody out.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    const oidcClientSecret = new Secret(this, 'OidcClientSecret', {
      description: 'The secret of the client at the council\'s own OpenID provider, as {"clientSecret": "..."}.',
      secretObjectValue: { clientSecret: SecretValue.unsafePlainText('') },
    });

    const api = new HttpApi(this, 'Api', { apiName: settings.stackName, createDefaultStage: false });
    // A REST API, for an HTTP API cannot stream: a CSV of a busy month is longer than a Lambda's whole answer may be. Its
    // stage is called as the pages' path begins, so that their addresses are the same on a domain of the council's own.
    const staffApi = new RestApi(this, 'StaffApi', {
      restApiName: `${settings.stackName}-Staff`,
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: settings.apiGatewayLogRole,
      deployOptions: {
        stageName: STAFF_PATH.slice(1),
        throttlingRateLimit: 20,
        throttlingBurstLimit: 40,
        accessLogDestination: new RestLogDestination(new LogGroup(this, 'StaffAccessLog', LOG)),
        accessLogFormat: accessLogFormat('$context.httpMethod $context.resourcePath'),
      },
    });
    // The API's own output, beside ours that has the name under which staff know it.
    staffApi.node.tryRemoveChild('Endpoint');
    const publicUrl = settings.publicUrl ?? api.apiEndpoint;
    const staffOrigin =
      settings.publicUrl ?? `https://${staffApi.restApiId}.execute-api.${this.region}.${this.urlSuffix}`;
    const signIn = new StaffSignIn(this, 'StaffSignIn', settings, staffOrigin);

    const tableEnvironment = { TABLE_NAME: table.tableName, RETENTION_DAYS: String(settings.retentionDays) };
    const twilioEnvironment = {
      PUBLIC_URL: publicUrl,
      TWILIO_AUTH_TOKENS_SECRET: twilioAuthTokens.secretArn,
      TEXTER_KEY_SECRET: texterKey.secretArn,
    };
    // Kept for each, so that none of them can take what texts need. The webhook may have all that is left.
    const atOnce = (count: number) => (settings.reserveConcurrency ? count : undefined);
    const readSecrets = (...secrets: Secret[]) => ({
      actions: ['secretsmanager:GetSecretValue'],
      resources: secrets.map(({ secretArn }) => secretArn),
    });

    const inboundSms = addLambda(this, 'InboundSms', {
      entry: 'inbound-sms.ts',
      files: { ...letterFiles(usual, others), ...encoderFiles() },
      workers: ['understanding/encoder-worker.ts'],
      environment: {
        ...tableEnvironment,
        ...twilioEnvironment,
        REPLIES_PER_HOUR: String(settings.repliesPerHour),
        ...(others.length > 0 && { USUAL_LETTER: letter.id }),
        ...(numbers && { LETTER_OF_NUMBER: numbers }),
      } satisfies InboundSmsEnvironment,
      // Half of what Twilio waits: https://www.twilio.com/docs/messaging/guides/webhook-request
      timeout: Duration.seconds(7),
      // From this size on a function has a whole processor, which the encoder uses:
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
      memorySize: 1769,
      may: [
        readSecrets(twilioAuthTokens, texterKey),
        {
          actions: READ_WRITE_AND_ERASE,
          resources: [table.tableArn],
        },
      ],
    });

    const deliveryStatus = addLambda(this, 'DeliveryStatus', {
      entry: 'delivery-status.ts',
      environment: {
        ...twilioEnvironment,
        TABLE_NAME: table.tableName,
      } satisfies DeliveryStatusEnvironment,
      timeout: Duration.seconds(7),
      memorySize: 512,
      concurrency: atOnce(20),
      may: [
        readSecrets(twilioAuthTokens, texterKey),
        // A report is written to a request, and to nothing that is of nobody.
        { actions: ['dynamodb:UpdateItem'], resources: [table.tableArn], leadingKeys: [texterPartition('*')] },
      ],
    });

    const rollUp = addLambda(this, 'RollUp', {
      entry: 'roll-up.ts',
      environment: { ...tableEnvironment } satisfies RollUpEnvironment,
      timeout: Duration.minutes(15),
      memorySize: 1024,
      concurrency: atOnce(1),
      may: [
        { actions: ['dynamodb:Query'], resources: [table.tableArn, byDay] },
        { actions: ['dynamodb:PutItem'], resources: [table.tableArn] },
      ],
    });
    const replay = addLambda(this, 'Replay', {
      entry: 'replay.ts',
      isLean: false,
      environment: {
        ...tableEnvironment,
        LOG_GROUP: inboundSms.log.logGroupName,
        REPORTS_LOG_GROUP: deliveryStatus.log.logGroupName,
      } satisfies ReplayEnvironment,
      timeout: Duration.minutes(5),
      memorySize: 512,
      concurrency: atOnce(1),
      may: [
        { actions: ['logs:FilterLogEvents'], resources: [inboundSms.log.logGroupArn, deliveryStatus.log.logGroupArn] },
        {
          actions: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'].map((one) => `dynamodb:${one}`),
          resources: [table.tableArn],
        },
      ],
    });
    const deadLetters = new Queue(this, 'RollUpDeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    for (const [id, { lambda }] of Object.entries({ RollUp: rollUp, Replay: replay })) {
      new Schedule(this, `${id}Schedule`, {
        schedule: ScheduleExpression.rate(EVERY),
        // A late run would only do what the next one does.
        target: new LambdaInvoke(lambda, { retryAttempts: 2, maxEventAge: EVERY, deadLetterQueue: deadLetters }),
      });
    }

    const staffPages = addLambda(this, 'StaffPages', {
      entry: 'staff-pages.ts',
      files: {
        // Staff can try a text.
        ...letterFiles(usual, []),
        ...otherLettersFile(others),
        'texts.json': JSON.stringify(texts),
        'measured.json': JSON.stringify(measured ?? null),
        'staff.css': buildStylesheet(),
        ...encoderFiles(),
      },
      workers: ['understanding/encoder-worker.ts'],
      environment: {
        ...tableEnvironment,
        TEXTER_KEY_SECRET: texterKey.secretArn,
        SESSION_KEY_SECRET: sessionKey.secretArn,
        STAFF_ORIGIN: staffOrigin,
        OIDC_ISSUER: signIn.issuer,
        OIDC_CLIENT_ID: signIn.clientId,
        OIDC_CLIENT_SECRET: oidcClientSecret.secretArn,
        ROLE_CLAIM: signIn.roleClaim,
        STAFF_ROLE: settings.staffRole,
        MANAGER_ROLE: settings.managerRole,
        SEGMENT_PRICE: settings.segmentPrice,
        INBOUND_PRICE: settings.inboundPrice,
        CURRENCY: settings.currency,
        ...(settings.accessibilityStatement && { ACCESSIBILITY_STATEMENT: settings.accessibilityStatement }),
        ...(settings.privacyNotice && { PRIVACY_NOTICE: settings.privacyNotice }),
        ...(settings.staffContact && { STAFF_CONTACT: settings.staffContact }),
      } satisfies StaffPagesEnvironment,
      timeout: MAX_EXPORT_TIME,
      memorySize: 1769,
      concurrency: atOnce(10),
      may: [
        readSecrets(texterKey, sessionKey, oidcClientSecret),
        {
          actions: ['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem'].map((one) => `dynamodb:${one}`),
          resources: [table.tableArn],
        },
        { actions: ['dynamodb:PutItem'], resources: [table.tableArn], leadingKeys: ['SESSION#*', AUDIT_TRAIL] },
        // The audit trail can be neither updated nor deleted.
        {
          actions: ['dynamodb:UpdateItem'],
          resources: [table.tableArn],
          leadingKeys: ['TEXTER#*', 'ERASED#*', 'USAGE#*', ERASURES],
        },
        { actions: ['dynamodb:DeleteItem'], resources: [table.tableArn], leadingKeys: ['TEXTER#*'] },
        { actions: ['dynamodb:Query'], resources: [byDay] },
      ],
    });

    const fallback = new Fallback(this, 'Fallback', {
      name: `${settings.stackName}-Fallback`,
      letter,
      concurrency: atOnce(10),
    });

    const routes = [
      { id: 'InboundSms', path: INBOUND_SMS_PATH, lambda: inboundSms.lambda },
      { id: 'DeliveryStatus', path: DELIVERY_STATUS_PATH, lambda: deliveryStatus.lambda },
    ];
    for (const { id, path, lambda } of routes) {
      const integration = new HttpLambdaIntegration(`${id}Integration`, lambda);
      api.addRoutes({ path, methods: [HttpMethod.POST], integration });
    }
    const accessLog = new LogGroup(this, 'AccessLog', LOG);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: TEXTS_PER_SECOND, burstLimit: 2 * TEXTS_PER_SECOND },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: accessLogFormat('$context.routeKey'),
      },
    });
    // A limit of their own: each reply has up to three reports, and they can wait.
    (stage.node.defaultChild as CfnStage).routeSettings = {
      [`${HttpMethod.POST} ${DELIVERY_STATUS_PATH}`]: {
        ThrottlingRateLimit: TEXTS_PER_SECOND,
        ThrottlingBurstLimit: 2 * TEXTS_PER_SECOND,
      },
    };

    const toStaffPages = new LambdaIntegration(staffPages.lambda, {
      responseTransferMode: ResponseTransferMode.STREAM,
      // Only streamed responses may take longer than 29 seconds.
      timeout: MAX_EXPORT_TIME,
      scopePermissionToMethod: false,
    });
    staffApi.root.addMethod('ANY', toStaffPages);
    staffApi.root.addProxy({ defaultIntegration: toStaffPages });

    const watching = new Watching(this, 'Watching', settings, {
      inboundSms,
      deliveryStatus,
      rollUp,
      replay,
      staffPages,
      fallback: fallback.reply,
      accessLog,
      table,
      deadLetters,
    });

    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-APIG4', reason: 'The Lambdas do it: Twilio by its signature, staff by their session.' },
      { id: 'AwsSolutions-COG4', reason: 'Staff sign in in a browser, and with any OpenID provider, by the Lambda.' },
      { id: 'AwsSolutions-APIG2', reason: 'The Lambda parses what it is sent, and tells a person what to fix.' },
      { id: 'AwsSolutions-APIG3', reason: 'Without a session nothing is read or written, and the stage has a limit.' },
      { id: 'AwsSolutions-APIG6', reason: 'The access log has what is needed; an execution log would have bodies.' },
      { id: 'AwsSolutions-SMG4', reason: 'Others give these out, and a new texter key makes all texters new.' },
      { id: 'AwsSolutions-SQS3', reason: 'It is the dead-letter queue, of the schedule.' },
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
        reason: 'It is what AWS asks for, so that API Gateway can write access logs at all.',
      },
      ...[rollUp, replay].map(({ lambda }) => ({
        id: `AwsSolutions-IAM5[Resource::<${this.getLogicalId(lambda.node.defaultChild as CfnFunction)}.Arn>:*]`,
        reason: 'The wildcard is the versions of that one function.',
      })),
    );

    new CfnOutput(this, 'WebhookUrl', {
      value: `${publicUrl}${INBOUND_SMS_PATH}`,
      description: 'Enter at Twilio under "A message comes in", as a webhook with HTTP POST.',
    });
    new CfnOutput(this, 'FallbackUrl', {
      value: fallback.url,
      description: 'Enter at Twilio under "Primary handler fails", as a webhook with HTTP POST.',
    });
    new CfnOutput(this, 'FallbackText', {
      value: letter.replies.cannotAnswer,
      description: 'What the fallback says: for a TwiML Bin, if you would rather have Twilio say it.',
    });
    new CfnOutput(this, 'AlarmTopic', {
      value: watching.topicArn,
      description: 'Whoever subscribes to it is told of alarms.',
    });
    new CfnOutput(this, 'TwilioAuthTokensSecret', {
      value: twilioAuthTokens.secretArn,
      description: 'Put {"primary": "<auth token>", "secondary": ""} there before the first text.',
    });
    new CfnOutput(this, 'StaffPagesUrl', {
      value: `${staffOrigin}${STAFF_PATH}`,
      description: 'Where staff see how the service is used.',
    });
    if (signIn.userPoolId) {
      new CfnOutput(this, 'UserPoolId', {
        value: signIn.userPoolId,
        description: 'Where you add the people who may see the staff pages.',
      });
    }
    new CfnOutput(this, 'OidcClientSecretSecret', {
      value: oidcClientSecret.secretArn,
      description: 'With an OpenID provider of your own, put {"clientSecret": "<secret>"} there.',
    });
    new CfnOutput(this, 'UsageTable', { value: table.tableName, description: 'The usage log.' });
    new CfnOutput(this, 'InboundSmsLogGroup', {
      value: inboundSms.log.logGroupName,
      description: 'Where faults stand, and the requests that the table did not take.',
    });
  }
}

/**
 * The numbers of these letters, as the webhook reads them. The usual letter's need not be named: it is that of every other
 * number.
 */
function numbersOf(letters: readonly BuiltLetter[], { numbers = {} }: Settings): string {
  const ids = new Set(letters.map(({ letter }) => letter.id));
  return String(new URLSearchParams(Object.entries(numbers).filter(([, id]) => ids.has(id))));
}
