/** A browser's request to the staff pages as API Gateway's REST API hands it to a Lambda. */

import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * A GET of the first page, of which a test says what is otherwise.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 *
 * @param parts its `path` is without the stage, `/staff`, which is added where API Gateway adds it
 */
export function restEvent(parts: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  const { path = '/', httpMethod = 'GET' } = parts;
  return {
    resource: '/{proxy+}',
    path,
    httpMethod,
    headers: { accept: 'text/html' },
    multiValueHeaders: { accept: ['text/html'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'example',
      authorizer: undefined,
      domainName: 'example.execute-api.eu-west-2.amazonaws.com',
      httpMethod,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '192.0.2.1',
        user: null,
        userAgent: null,
        userArn: null,
      },
      path: `/staff${path}`,
      protocol: 'HTTP/1.1',
      requestId: 'example',
      requestTimeEpoch: 0,
      resourceId: 'example',
      resourcePath: '/{proxy+}',
      stage: 'staff',
    },
    ...parts,
  };
}
