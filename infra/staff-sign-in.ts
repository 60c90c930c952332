/** Where staff sign in: the council's own OpenID provider, or a Cognito user pool in the stack. */

import { Aws, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClientIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { CALLBACK_PATH, SIGNED_OUT_PATH } from '../lambdas/staff/addresses.ts';
import type { Settings } from './settings.ts';

/** A domain prefix has 63 characters, of which an account's number and a hyphen are 13. */
const MAX_NAME_LENGTH = 50;

/** Cognito takes no prefix with its own names in it. */
function domainName(stackName: string): string {
  return stackName
    .toLowerCase()
    .replace(/aws|amazon|cognito/g, 'x')
    .slice(0, MAX_NAME_LENGTH);
}

export class StaffSignIn extends Construct {
  readonly issuer: string;
  readonly clientId: string;
  /** The claim of the ID token that has a person's roles. */
  readonly roleClaim: string;
  /** Of the stack's user pool, if it makes one. */
  readonly userPoolId: string | undefined;

  /** @param staffOrigin scheme and host of the staff pages */
  constructor(scope: Construct, id: string, settings: Settings, staffOrigin: string) {
    super(scope, id);
    if (settings.oidcIssuer && settings.oidcClientId) {
      this.issuer = settings.oidcIssuer;
      this.clientId = settings.oidcClientId;
      // Entra ID puts app roles there: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
      this.roleClaim = settings.roleClaim ?? 'roles';
      return;
    }
    const pool = new UserPool(this, 'UserPool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    pool.addDomain('Domain', {
      // A prefix can only be used once in a region.
      cognitoDomain: { domainPrefix: `${domainName(settings.stackName)}-${Aws.ACCOUNT_ID}` },
    });
    for (const group of [settings.staffRole, settings.managerRole]) {
      new CfnUserPoolGroup(this, `Group${group}`, { userPoolId: pool.userPoolId, groupName: group });
    }
    // Without a secret: PKCE ties the code to the browser that began, and the only way back is the address below.
    const client = pool.addClient('Client', {
      generateSecret: false,
      // Only the hosted pages sign in; this leaves nothing but renewing a token.
      authFlows: { userSrp: false },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
        callbackUrls: [staffOrigin + CALLBACK_PATH],
        logoutUrls: [staffOrigin + SIGNED_OUT_PATH],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
    });
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    this.userPoolId = pool.userPoolId;
    // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
    this.roleClaim = settings.roleClaim ?? 'cognito:groups';

    const reason =
      'Nobody can sign up, and a second factor is required; a council that wants more has its own provider.';
    Validations.of(pool).acknowledge({ id: 'AwsSolutions-COG3', reason }, { id: 'AwsSolutions-COG8', reason });
  }
}
