import { describe, expect, inject, it } from 'vitest';
import { readSynthesizedStack } from '../../infra/local/synthesize.ts';
import { throwAtService, twimlFault } from './throw-at-service.ts';

const xml = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>${inside}`;

describe('whatever is sent', () => {
  it('is answered: odd forms with TwiML or a refusal, odd requests with a page, and none with a fault of ours', async () => {
    // `npm run fuzz` tries a thousand times as many.
    const thrown = await throwAtService(
      readSynthesizedStack(inject('stackFolder')),
      { forms: 600, requests: 300, growthRuns: 1 },
      1,
    );
    expect(thrown.faults).toEqual([]);
    expect(thrown.statuses['/sms 200']).toBeGreaterThan(200);
    expect(thrown.statuses['/sms 403']).toBeGreaterThan(50);
    expect(thrown.statuses['/sms/status 204']).toBeGreaterThan(50);
    expect(thrown.statuses['/staff 200']).toBeGreaterThan(50);
  }, 180_000);
});

describe('TwiML is found faulty', () => {
  it.each([
    ['as text', xml('<Response/>'), 'text/plain'],
    ['when it is not closed', xml('<Response><Message>GRADES</Response>'), 'text/xml'],
    ['when it is other XML', xml('<Reply>GRADES</Reply>'), 'text/xml'],
    ['with an empty message', xml('<Response><Message> </Message></Response>'), 'text/xml'],
    ['with eleven messages', xml(`<Response>${'<Message>A</Message>'.repeat(11)}</Response>`), 'text/xml'],
    ['with a control character', xml('<Response><Message>A\u0001</Message></Response>'), 'text/xml'],
    ['with half of an emoji', xml('<Response><Message>A\ud83d</Message></Response>'), 'text/xml'],
  ])('%s', (_, body, contentType) => expect(twimlFault(body, contentType)).toBeDefined());

  it.each([xml('<Response/>'), xml('<Response><Message>GRADES 🙏</Message></Response>')])('but not as %s', (body) =>
    expect(twimlFault(body, 'text/xml; charset=utf-8')).toBeUndefined(),
  );
});
