/**
 * What the guides lead to: the whole `twilio`, `import { z }`, the SDK as it comes, one Lambda. It checks the signature,
 * looks the keyword up, records the request and answers.
 *
 * https://www.twilio.com/docs/usage/tutorials/how-to-secure-your-express-app-by-validating-incoming-twilio-requests
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */

import { readFileSync } from 'node:fs';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import twilio from 'twilio';
import { z } from 'zod';

const environment = z
  .object({ TABLE_NAME: z.string(), PUBLIC_URL: z.string(), TWILIO_AUTH_TOKEN: z.string(), LETTER_FILE: z.string() })
  .parse(process.env);
const letter: { topics: { keyword: string; texts: { words: string }[] }[] } = JSON.parse(
  readFileSync(environment.LETTER_FILE, 'utf8'),
);
const form = z.object({ MessageSid: z.string(), From: z.string(), Body: z.string() });
const client = new DynamoDBClient({});

export async function handler(event: APIGatewayProxyEventV2) {
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString();
  const params = Object.fromEntries(new URLSearchParams(body));
  const signature = event.headers['x-twilio-signature'] ?? '';
  const url = environment.PUBLIC_URL + event.rawPath;
  if (!twilio.validateRequest(environment.TWILIO_AUTH_TOKEN, signature, url, params)) return { statusCode: 403 };

  const message = form.parse(params);
  const topic = letter.topics.find(({ keyword }) => keyword === message.Body.trim().toUpperCase());
  const Item = { pk: { S: `TEXTER#${message.From}` }, sk: { S: `REQUEST#${message.MessageSid}` } };
  await client.send(new PutItemCommand({ TableName: environment.TABLE_NAME, Item }));
  const response = new twilio.twiml.MessagingResponse();
  response.message(topic?.texts[0]?.words ?? 'Sorry, I do not know that one.');
  return { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: response.toString() };
}
