import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { LetterTextsStack } from '../../infra/letter-texts-stack.ts';
import { parseSettings } from '../../infra/settings.ts';
import { exampleBuiltLetter } from '../support/example-letter.ts';

/** The template with the given settings; cdk-nag fails it when it finds anything. */
function templateWith(context: Record<string, unknown> = {}): Template {
  const app = new App();
  const stack = new LetterTextsStack(
    app,
    parseSettings((name) => context[name]),
    exampleBuiltLetter,
  );
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return Template.fromStack(stack);
}

/** Which constructs a policy's resources are, whatever CloudFormation adds to their ids. */
function namesOf(resource: unknown): string[] {
  const ids = [...JSON.stringify(resource).matchAll(/"(?:Ref":|Fn::GetAtt":\[)"([A-Za-z]+?)[0-9A-F]{8}"/g)];
  return ids.map(([, name = '']) => name).sort();
}

const template = templateWith();
const AssumedByLambda = Match.objectLike({
  Statement: [Match.objectLike({ Principal: { Service: 'lambda.amazonaws.com' } })],
});

describe('the table', () => {
  it('keeps what is in it: recovery to any moment, no deletion by mistake or with the stack', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
    });
  });

  it('is encrypted, costs by use, and forgets what has expired', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true },
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it('can be read by day', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        Match.objectLike({
          IndexName: 'byDay',
          KeySchema: [
            { AttributeName: 'day', KeyType: 'HASH' },
            { AttributeName: 'at', KeyType: 'RANGE' },
          ],
        }),
      ],
    });
  });
});

/** What a Lambda's role allows, in the order of the policy. */
function allowedTo(lambda: string) {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const [, policy] = policies.find(([id]) => id.startsWith(`${lambda}Role`)) ?? [];
  const statements: { Action: string | string[]; Resource: unknown }[] =
    policy?.['Properties'].PolicyDocument.Statement;
  return statements.map(({ Action, Resource }) => [
    [Action].flat().sort(),
    // An index is named after its table.
    [Resource]
      .flat()
      .map((one) => namesOf(one).join() + (/\/index\/\w+/.exec(JSON.stringify(one))?.[0] ?? ''))
      .sort(),
  ]);
}

/** The properties of a Lambda. */
function lambdaOf(id: string) {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
  return functions.find(([logicalId]) => logicalId.replace(/[0-9A-F]{8}$/, '') === id)?.[1]?.['Properties'];
}

const ALL_OF_THE_TABLE = [
  'BatchGetItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'UpdateItem',
].map((action) => `dynamodb:${action}`);

describe('the Lambdas', () => {
  it.each(['InboundSms', 'DeliveryStatus', 'RollUp', 'Replay', 'StaffPages'])('run on Node 24 and arm64: %s', (id) => {
    expect(lambdaOf(id)).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
  });

  it.each(['InboundSms', 'DeliveryStatus'])('behind Twilio give up before it does: %s', (id) => {
    expect(lambdaOf(id).Timeout).toBeLessThanOrEqual(10);
  });

  it('have no secret in their environment, only where secrets are', () => {
    expect(lambdaOf('InboundSms').Environment.Variables).toMatchObject({
      TWILIO_AUTH_TOKENS_SECRET: { Ref: expect.stringMatching('^TwilioAuthTokens') },
      TEXTER_KEY_SECRET: { Ref: expect.stringMatching('^TexterKey') },
    });
    expect(lambdaOf('StaffPages').Environment.Variables).toMatchObject({
      OIDC_CLIENT_SECRET: { Ref: expect.stringMatching('^OidcClientSecret') },
      SESSION_KEY_SECRET: { Ref: expect.stringMatching('^SessionKey') },
    });
  });

  it.each([
    [
      'InboundSms',
      [
        [['logs:CreateLogStream', 'logs:PutLogEvents'], ['InboundSmsLog']],
        [['secretsmanager:GetSecretValue'], ['TexterKey', 'TwilioAuthTokens']],
        [ALL_OF_THE_TABLE, ['Usage']],
      ],
    ],
    [
      'DeliveryStatus',
      [
        [['logs:CreateLogStream', 'logs:PutLogEvents'], ['DeliveryStatusLog']],
        [['secretsmanager:GetSecretValue'], ['TexterKey', 'TwilioAuthTokens']],
        [['dynamodb:UpdateItem'], ['Usage']],
      ],
    ],
    [
      'RollUp',
      [
        [['logs:CreateLogStream', 'logs:PutLogEvents'], ['RollUpLog']],
        [['dynamodb:Query'], ['Usage', 'Usage/index/byDay']],
        [['dynamodb:PutItem'], ['Usage']],
      ],
    ],
    [
      'Replay',
      [
        [['logs:CreateLogStream', 'logs:PutLogEvents'], ['ReplayLog']],
        [['logs:FilterLogEvents'], ['DeliveryStatusLog', 'InboundSmsLog']],
        [['dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], ['Usage']],
      ],
    ],
    [
      'StaffPages',
      [
        [['logs:CreateLogStream', 'logs:PutLogEvents'], ['StaffPagesLog']],
        [['secretsmanager:GetSecretValue'], ['OidcClientSecret', 'SessionKey', 'TexterKey']],
        [['BatchGetItem', 'ConditionCheckItem', 'GetItem', 'Query'].map((action) => `dynamodb:${action}`), ['Usage']],
        [['dynamodb:PutItem'], ['Usage']],
        [['dynamodb:UpdateItem'], ['Usage']],
        [['dynamodb:DeleteItem'], ['Usage']],
        [['dynamodb:Query'], ['Usage/index/byDay']],
      ],
    ],
  ])('may do what they do and nothing else, on nothing but their own: %s', (lambda, allowed) => {
    expect(allowedTo(lambda)).toEqual(allowed);
    template.resourcePropertiesCountIs(
      'AWS::IAM::Role',
      { AssumeRolePolicyDocument: AssumedByLambda, ManagedPolicyArns: Match.anyValue() },
      0,
    );
  });
});

describe('the fallback', () => {
  it('needs nothing that can fail: it has its words with it, and may do nothing but write its log', () => {
    expect(allowedTo('FallbackReply')).toEqual([[['logs:CreateLogStream', 'logs:PutLogEvents'], ['FallbackReplyLog']]]);
    const { TWIML } = lambdaOf('FallbackReply').Environment.Variables;
    expect(TWIML).toContain(exampleBuiltLetter.letter.replies.cannotAnswer);
  });
});

describe('what runs at once', () => {
  const atOnce = (of: Template) =>
    Object.fromEntries(
      Object.entries(of.findResources('AWS::Lambda::Function')).map(([id, { Properties }]) => [
        id.replace(/[0-9A-F]{8}$/, ''),
        Properties.ReservedConcurrentExecutions,
      ]),
    );

  it('is limited for all but the texts, which can have what is left', () => {
    expect(atOnce(template)).toEqual({
      InboundSms: undefined,
      DeliveryStatus: 20,
      RollUp: 1,
      Replay: 1,
      StaffPages: 10,
      FallbackReply: 10,
    });
  });

  it('is not limited in an account that has too little of it to keep some', () => {
    expect(Object.values(atOnce(templateWith({ reserveConcurrency: 'false' })))).toEqual(Array(6).fill(undefined));
  });
});

describe('what runs by schedule', () => {
  it('has the time that a busy month takes', () => {
    expect(lambdaOf('RollUp').Timeout).toBe(15 * 60);
    expect(lambdaOf('Replay').Timeout).toBe(5 * 60);
  });

  it.each(['RollUp', 'Replay'])('%s runs every few minutes, and a run that cannot be begun is not lost', (lambda) => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      State: 'ENABLED',
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${lambda}[0-9A-F]{8}$`), 'Arn'] },
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^RollUpDeadLetters'), 'Arn'] } },
      },
    });
  });
});

describe('the staff sign-in', () => {
  it('is a user pool in which nobody can sign up, and all have a second factor, unless the council has its own', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      CallbackURLs: [{ 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/staff/sign-in/callback$')])] }],
    });
    for (const GroupName of ['staff', 'manager']) {
      template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName });
    }
  });

  it('is the council’s own where it is set, with the claim and roles it has', () => {
    const set = templateWith({
      oidcIssuer: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
      oidcClientId: 'client',
      managerRole: 'Texts.Manager',
    });
    set.resourceCountIs('AWS::Cognito::UserPool', 0);
    set.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          OIDC_ISSUER: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
          OIDC_CLIENT_ID: 'client',
          ROLE_CLAIM: 'roles',
          STAFF_ROLE: 'staff',
          MANAGER_ROLE: 'Texts.Manager',
        }),
      },
    });
  });
});

describe('the staff pages', () => {
  it('stream what they answer, at addresses that begin with /staff, with a limit and a log without paths', () => {
    template.allResourcesProperties('AWS::ApiGateway::Method', {
      HttpMethod: 'ANY',
      Integration: Match.objectLike({ ResponseTransferMode: 'STREAM', TimeoutInMillis: 300_000 }),
    });
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'staff',
      AccessLogSetting: { Format: Match.not(Match.stringLikeRegexp('sourceIp|query|\\$context.path|userAgent')) },
      MethodSettings: [Match.objectLike({ ThrottlingRateLimit: 20, DataTraceEnabled: false })],
    });
  });
});

describe('the API', () => {
  it('has a stage with a limit, and a log without addresses, queries or bodies', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 },
      AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('path|query|sourceIp|body|userAgent')) },
    });
  });

  it('takes POST at /sms and /sms/status, a second one takes it at /fallback, and nothing else is taken', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
    const taken = routes.map(({ Properties }) => [namesOf(Properties.ApiId), Properties.RouteKey]);
    expect(taken).toEqual([
      [['Api'], 'POST /sms'],
      [['Api'], 'POST /sms/status'],
      [['FallbackApi'], 'POST /fallback'],
    ]);
  });

  it('has a limit for delivery reports that texts are not counted against', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      RouteSettings: { 'POST /sms/status': { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 } },
    });
  });

  it('names the exact address to enter at Twilio', () => {
    template.hasOutput('WebhookUrl', {
      Value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Api'), 'ApiEndpoint'] }, '/sms']] },
    });
  });
});

describe('the secrets', () => {
  const secretOf = (name: string) => {
    const secrets = Object.entries(template.findResources('AWS::SecretsManager::Secret'));
    return secrets.find(([id]) => id.replace(/[0-9A-F]{8}$/, '') === name)?.[1];
  };

  it('are places for Twilio’s tokens and the client’s secret, which an output names', () => {
    const [tokens, client] = [{ primary: '', secondary: '' }, { clientSecret: '' }].map((empty) =>
      JSON.stringify(empty),
    );
    expect(secretOf('TwilioAuthTokens')?.['Properties'].SecretString).toBe(tokens);
    expect(secretOf('OidcClientSecret')?.['Properties'].SecretString).toBe(client);
    template.hasOutput('TwilioAuthTokensSecret', { Value: { Ref: Match.stringLikeRegexp('^TwilioAuthTokens') } });
    template.hasOutput('OidcClientSecretSecret', { Value: { Ref: Match.stringLikeRegexp('^OidcClientSecret') } });
  });

  it('are two keys that are generated, of which the texters’ outlives the stack', () => {
    for (const name of ['TexterKey', 'SessionKey']) {
      expect(secretOf(name)?.['Properties'].GenerateSecretString).toMatchObject({ PasswordLength: 64 });
    }
    expect(secretOf('TexterKey')).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

describe('the logs', () => {
  it('do not say that a function began and ended well', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      LoggingConfig: Match.objectLike({ LogFormat: 'JSON', SystemLogLevel: 'WARN' }),
    });
  });

  it('are all kept for a month and no longer', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });
});

describe('what a council sets', () => {
  it('is in the template', () => {
    const set = templateWith({
      stackName: 'SeatownTexts',
      retentionDays: '14',
      repliesPerHour: '9',
      publicUrl: 'https://texts.example.org/',
    });
    set.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          RETENTION_DAYS: '14',
          REPLIES_PER_HOUR: '9',
          PUBLIC_URL: 'https://texts.example.org',
        }),
      },
    });
    set.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ STAFF_ORIGIN: 'https://texts.example.org' }) },
    });
    set.hasOutput('WebhookUrl', { Value: 'https://texts.example.org/sms' });
    set.hasOutput('StaffPagesUrl', { Value: 'https://texts.example.org/staff' });
    set.hasResourceProperties('AWS::ApiGatewayV2::Api', { Name: 'SeatownTexts' });
  });
});

describe('a letter for some numbers', () => {
  const seatown = { ...exampleBuiltLetter, letter: { ...exampleBuiltLetter.letter, id: 'seatown-2032' } };

  it('changes the code and two variables of the webhook, and nothing else', () => {
    const context: Record<string, unknown> = {
      letter: exampleBuiltLetter.letter.id,
      numbers: { '+447700900998': exampleBuiltLetter.letter.id, '+447700900997': 'seatown-2032' },
    };
    const stack = new LetterTextsStack(
      new App(),
      parseSettings((name) => context[name]),
      exampleBuiltLetter,
      [seatown],
    );
    const withSeatown = Template.fromStack(stack).toJSON();
    const usual = `,"USUAL_LETTER":"${exampleBuiltLetter.letter.id}"`;
    const others = ',"LETTER_OF_NUMBER":"%2B447700900997=seatown-2032"';
    const written = withoutAssets(withSeatown);
    expect(written).toContain(usual + others);
    expect(written.replace(usual + others, '')).toBe(withoutAssets(template.toJSON()));
  });
});

/** A template without the hashes of its code. */
function withoutAssets(json: unknown): string {
  return JSON.stringify(json).replaceAll(/[0-9a-f]{64}\.zip/g, '');
}

describe('the webhook’s bundle', () => {
  const app = new App();
  new LetterTextsStack(
    app,
    parseSettings(() => undefined),
    exampleBuiltLetter,
  );
  const { directory, stacks } = app.synth();
  const resources: Record<string, { Type: string; Properties: { Code?: { S3Key: string } } }> =
    stacks[0]?.template.Resources;
  const [, webhook] = Object.entries(resources).find(([id]) => /^InboundSms[0-9A-F]{8}$/.test(id)) ?? [];
  const folder = join(directory, `asset.${webhook?.Properties.Code?.S3Key.replace('.zip', '')}`);

  /** A file of the code, and all that it imports at once, or also later. */
  function importsOf(name: string, imports: RegExp, found = new Set([name])): Set<string> {
    for (const [, imported = ''] of readFileSync(join(folder, name), 'utf8').matchAll(imports)) {
      if (found.has(imported)) continue;
      found.add(imported);
      importsOf(imported, imports, found);
    }
    return found;
  }
  const AT_ONCE = /(?:from|import)"\.\/([^"]+\.mjs)"/g;
  const SOMETIME = /(?:from|import\(?)"\.\/([^"]+\.mjs)"/g;
  const sizeOf = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

  it('is under 220 kB minified, all that it loads later included, but for the encoder', () => {
    const code = importsOf('index.mjs', SOMETIME);
    expect(code.size).toBeGreaterThan(3);
    expect(code).not.toContain('encoder-worker.mjs');
    expect(sizeOf(code)).toBeLessThan(220_000);
  });

  it('is by far the smaller part before the signature holds', () => {
    const code = importsOf('index.mjs', AT_ONCE);
    expect(code.size).toBeGreaterThan(1);
    expect(sizeOf(code)).toBeLessThan(60_000);
  });

  it('is under 50 MB with the encoder and all else that lies beside it', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.includes('.') || name.includes('shard'),
    );
    expect(files).toContain(join('encoder', 'model.json'));
    expect(sizeOf(files)).toBeLessThan(50_000_000);
  });
});
