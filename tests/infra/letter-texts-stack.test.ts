import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { LetterTextsStack } from '../../infra/letter-texts-stack.ts';
import { parseSettings } from '../../infra/settings.ts';
import { exampleLetter } from '../support/example-letter.ts';

/** The template with the given settings; cdk-nag fails it when it finds anything. */
function templateWith(context: Record<string, unknown> = {}): Template {
  const app = new App();
  const stack = new LetterTextsStack(
    app,
    parseSettings((name) => context[name]),
    exampleLetter,
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

describe('the Lambda', () => {
  it('runs on Node 24 and arm64, and gives up before Twilio does', () => {
    template.hasResourceProperties('AWS::Lambda::Function', { Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    const [properties] = Object.values(template.findResources('AWS::Lambda::Function')).map((it) => it['Properties']);
    expect(properties.Timeout).toBeLessThanOrEqual(10);
  });

  it('has no secret in its environment, only where secrets are', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          TWILIO_AUTH_TOKENS_SECRET: { Ref: Match.stringLikeRegexp('^TwilioAuthTokens') },
          TEXTER_KEY_SECRET: { Ref: Match.stringLikeRegexp('^TexterKey') },
        },
      },
    });
  });

  it('may do what it does and nothing else, on nothing but its own', () => {
    const [policy, ...others] = Object.values(template.findResources('AWS::IAM::Policy'));
    expect(others).toEqual([]);
    const statements: { Action: string | string[]; Resource: unknown }[] =
      policy?.['Properties'].PolicyDocument.Statement;
    const allowed = statements.map(({ Action, Resource }) => [[Action].flat().sort(), namesOf(Resource)]);
    expect(allowed).toEqual([
      [['logs:CreateLogStream', 'logs:PutLogEvents'], ['InboundSmsLog']],
      [['secretsmanager:GetSecretValue'], ['TexterKey', 'TwilioAuthTokens']],
      [['dynamodb:GetItem', 'dynamodb:PutItem'], ['Usage']],
    ]);
    expect(Object.values(template.findResources('AWS::IAM::Role'))).toEqual([
      expect.not.objectContaining({ Properties: expect.objectContaining({ ManagedPolicyArns: expect.anything() }) }),
    ]);
  });
});

describe('the API', () => {
  it('has a stage with a limit, and a log without addresses, queries or bodies', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: Match.anyValue(), ThrottlingBurstLimit: Match.anyValue() },
      AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('path|query|sourceIp|body|userAgent')) },
    });
  });

  it('takes POST at /sms and nothing else', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
    expect(routes.map((route) => route['Properties'].RouteKey)).toEqual(['POST /sms']);
  });

  it('names the words to enter at Twilio for when all of this is down', () => {
    template.hasOutput('FallbackText', { Value: exampleLetter.replies.cannotAnswer });
  });

  it('names the exact address to enter at Twilio', () => {
    template.hasOutput('WebhookUrl', {
      Value: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Api'), 'ApiEndpoint'] }, '/sms']] },
    });
  });
});

describe('the secrets', () => {
  it('are a place for Twilio’s tokens, and a key that is generated and outlives the stack', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: JSON.stringify({ primary: '', secondary: '' }),
    });
    template.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Retain',
      Properties: { GenerateSecretString: Match.objectLike({ PasswordLength: 64 }) },
    });
  });
});

describe('the logs', () => {
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
    set.hasOutput('WebhookUrl', { Value: 'https://texts.example.org/sms' });
    set.hasResourceProperties('AWS::ApiGatewayV2::Api', { Name: 'SeatownTexts' });
  });
});

describe('the webhook’s bundle', () => {
  it('is under 250 kB minified, all that it loads later included', () => {
    const app = new App();
    new LetterTextsStack(
      app,
      parseSettings(() => undefined),
      exampleLetter,
    );
    const { directory } = app.synth();
    const [asset = ''] = readdirSync(directory).filter((name) => name.startsWith('asset.'));
    const folder = join(directory, asset);
    const code = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
    const bytes = code.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThan(250_000);

    // Before the signature holds, index.mjs and what it imports at once: by far the smaller part.
    const index = readFileSync(join(folder, 'index.mjs'), 'utf8');
    const atOnce = ['index.mjs', ...[...index.matchAll(/from"\.\/([^"]+)"/g)].map(([, name = '']) => name)];
    const atOnceBytes = atOnce.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(atOnce.length).toBeGreaterThan(1);
    expect(atOnceBytes).toBeLessThan(60_000);
  });
});
