/**
 * The same over express, as Twilio's own guide has it, without a table and understanding nothing.
 * https://www.twilio.com/docs/messaging/tutorials/how-to-receive-and-reply/node-js
 */

import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';

const { TWILIO_AUTH_TOKEN = '' } = process.env;
const app = express();
app.post(
  '/sms',
  express.urlencoded({ extended: false }),
  twilio.webhook({ url: 'https://texts.example.org/sms', authToken: TWILIO_AUTH_TOKEN }, TWILIO_AUTH_TOKEN),
  (_request: unknown, response: { type(type: string): { send(body: string): void } }) => {
    const twiml = new twilio.twiml.MessagingResponse();
    twiml.message('Hello');
    response.type('text/xml').send(twiml.toString());
  },
);
const server = app.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
