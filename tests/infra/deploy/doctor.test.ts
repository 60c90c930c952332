import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { examineService, type Service } from '../../../infra/deploy/examine-service.ts';
import { AUTH_TOKEN, type RunningService, serviceForThisTest } from '../../support/running-service.ts';

const asService = ({ url, publicUrl }: RunningService, authToken = AUTH_TOKEN): Service => ({
  webhook: { url: `${url}/sms`, signedUrl: `${publicUrl}/sms` },
  fallbackUrl: `${url}/fallback`,
  staffPagesUrl: `${url}/staff`,
  authToken,
});
const wrongWith = async (service: Service) => {
  const findings = await examineService(service);
  return findings.filter(({ state }) => state !== 'right').map(({ what }) => what);
};

describe('a service that is well', () => {
  it('is found so, and nothing of the doctor’s texts is left', async () => {
    const service = await serviceForThisTest();
    expect(await wrongWith(asService(service))).toEqual([]);
    const left = await service.items();
    expect(left.filter(({ pk }) => String(pk).startsWith('TEXTER#'))).toEqual([]);
  });

  it('is found so by the command, too', async () => {
    const service = await serviceForThisTest();
    const doctor = await promisify(execFile)(process.execPath, ['infra/deploy/doctor.ts', '--local', service.url], {
      env: { ...process.env, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
    });
    expect(doctor.stdout).toMatch(/All is well: 8 looked at/);
  });
});

describe('what is wrong is found', () => {
  it('an auth token that is not the service’s', async () => {
    const service = await serviceForThisTest();
    const wrong = await wrongWith(asService(service, 'another'));
    expect(wrong).toContainEqual(
      expect.stringContaining('a text is answered, signature and all (The webhook answered 403'),
    );
  });

  it('a webhook that is broken, while the fallback is well', async () => {
    const service = await serviceForThisTest();
    writeFileSync(join(service.stack.folderOf('POST /sms'), 'index.mjs'), 'throw new Error("broken");');
    const wrong = await wrongWith(asService(service));
    expect(wrong).toHaveLength(5);
    expect(wrong).not.toContainEqual(expect.stringContaining('fallback'));
  });

  it('a service that is not there at all', async () => {
    const service = await serviceForThisTest();
    const nowhere = { ...asService(service), staffPagesUrl: 'http://localhost:1/staff' };
    expect(await wrongWith(nowhere)).toEqual([expect.stringContaining('the staff pages lead to signing in')]);
  });
});
