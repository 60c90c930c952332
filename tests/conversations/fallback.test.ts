import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countSegments } from '../../infra/content/count-segments.ts';
import { readTwiml } from '../../infra/local/twilio-phone.ts';
import { serviceForThisTest } from '../support/running-service.ts';

it('when the service itself is broken, the fallback tells a person of Childline and 999', async () => {
  const service = await serviceForThisTest();
  writeFileSync(join(service.stack.folderOf('POST /sms'), 'index.mjs'), 'throw new Error("broken");');

  const response = await fetch(`${service.url}/phone/texts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: '+447700900123', body: 'i want to die' }),
  });
  expect(await response.json()).toMatchObject({
    replies: [{ by: 'service', segments: 1, text: expect.stringMatching(/call 999.*Childline.*0800 1111/) }],
  });
  expect(await service.items()).toEqual([]);
});

it('the fallback says the same whatever it is sent, for it cannot check who asks', async () => {
  const service = await serviceForThisTest();
  const answers = await Promise.all(
    ['', 'Body=GRADES', '%%%', 'x'.repeat(100_000)].map(async (body) => {
      const response = await fetch(`${service.url}/fallback`, { method: 'POST', body });
      const contentType = response.headers.get('content-type') ?? '';
      return readTwiml({ status: response.status, contentType, body: await response.text() });
    }),
  );
  const [[first]] = answers as [[{ text: string }]];
  expect(answers).toEqual(answers.map(() => [{ text: first.text }]));
  expect(countSegments(first.text).segments).toBe(1);
});
