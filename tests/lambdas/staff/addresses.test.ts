import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownPage, STAFF_PAGES } from '../../../lambdas/staff/addresses.ts';

const ORIGIN = 'https://staff.example.org';

describe('the navigation', () => {
  it('leads staff to what is about nobody in particular, and managers also to the rest', () => {
    const forStaff = STAFF_PAGES.filter(({ isForManagers }) => !isForManagers).map(({ name }) => name);
    const forManagers = STAFF_PAGES.filter(({ isForManagers }) => isForManagers).map(({ name }) => name);
    expect(forStaff).toEqual(['Usage', 'Requests', 'Letter']);
    expect(forManagers).toEqual(['Show or erase', 'Audit trail']);
  });
});

describe('where somebody is led after signing in', () => {
  it.each([
    ['/staff', '/staff', 'Usage'],
    ['/staff/requests', '/staff/requests', 'the page that was asked for'],
    [
      '/staff/requests?outcome=distress&day=2026-06-30',
      '/staff/requests?outcome=distress&day=2026-06-30',
      'its filter',
    ],
    ['/staff?days=7', '/staff?days=7', 'the same on Usage'],
    ['/staff/requests#top', '/staff/requests', 'a part of a page is not in an address that we get'],
    [`${ORIGIN}/staff/erase`, '/staff/erase', 'our own address in full'],
    ['https://STAFF.example.org:443/staff/erase', '/staff/erase', 'the same, written otherwise'],
    ['/staff/a/../requests', '/staff/requests', 'a way round that stays with us'],
    ['/staff/gone', '/staff/gone', 'a page that there is not says so itself'],
    ['/staff/requests?to=https://evil.example', '/staff/requests?to=https://evil.example', 'a parameter leads nowhere'],
    ['/staff//evil.example', '/staff//evil.example', 'after our path, two slashes name no host'],
  ])('for %j is %j: %s', (asked, led) => {
    expect(ownPage(asked, ORIGIN)).toBe(led);
  });

  it.each([...STAFF_PAGES.map(({ path }) => path)])('is each page of the navigation: %s', (path) => {
    expect(ownPage(path, ORIGIN)).toBe(path);
  });

  it.each<[string | undefined, string]>([
    [undefined, 'nothing was asked for'],
    ['', 'an empty one'],
    ['/', 'the root is not ours'],
    ['//evil.example', 'a host after two slashes'],
    ['//evil.example/staff', 'the same with our path'],
    ['///evil.example/staff', 'three slashes, which browsers take for two'],
    ['/\\evil.example/staff', 'a backslash, which they take for a slash'],
    ['\\\\evil.example/staff', 'two'],
    ['/\t/evil.example/staff', 'a tab, which they leave out'],
    ['/\n/evil.example/staff', 'a line break, the same'],
    [' //evil.example/staff', 'a space before, which they cut off'],
    ['https://evil.example/staff', 'another site'],
    ['http://staff.example.org/staff', 'ours, but in the clear'],
    ['https://staff.example.org:8443/staff', 'ours, at another port'],
    ['https://staff.example.org.evil.example/staff', 'a host that begins as ours'],
    ['https://staff.example.org@evil.example/staff', 'ours as a user’s name'],
    ['https:evil.example/staff', 'a scheme without slashes, which is a path here'],
    ['https:/evil.example', 'with one'],
    ['/staff/../..//evil.example', 'up and out'],
    ['/staff/..//evil.example', 'up and out once'],
    ['/staff/../evil', 'up, to another path'],
    ['/staff/%2e%2e//evil.example', 'the same, encoded'],
    ['/staff/%2E%2E/%2E%2E/evil', 'the same in capitals'],
    ['/staff/.%2e/evil', 'half encoded'],
    ['/staff\\..\\evil', 'with backslashes'],
    ['%2F%2Fevil.example', 'encoded slashes are part of a name'],
    ['/%2Fevil.example/staff', 'the same'],
    ['/staffevil', 'what begins as our path'],
    ['/staff.evil.example', 'the same'],
    ['/staff@evil.example', 'the same'],
    ['/Staff', 'another path'],
    ['javascript:alert(1)', 'a script'],
    ['javascript://staff.example.org/staff%0Aalert(1)', 'a script that looks like ours'],
    ['JaVaScRiPt:/staff', 'the same'],
    ['data:text/html,<script>alert(1)</script>', 'a page in an address'],
    [`blob:${ORIGIN}/staff`, 'a page of the browser’s, with our origin'],
    ['file:///staff', 'a file'],
    ['/staff/sign-in', 'the sign-in itself'],
    ['/staff/sign-in?to=/staff/sign-in', 'the same'],
    ['/staff/sign-in/begin', 'its beginning'],
    ['/staff/sign-in/callback?code=1&state=2', 'its end'],
    ['/staff/sign-out', 'the way out'],
    ['/staff/signed-out', 'being out'],
    ['/staff/requests/../sign-in', 'a way round to it'],
    ['/staff/%73ign-in', 'the sign-in, encoded'],
    ['/staff/%73%69gn-in/begin', 'the same'],
    ['https://', 'no address'],
    ['http://[', 'no address either'],
  ])('for %j is Usage: %s', (asked) => {
    expect(ownPage(asked, ORIGIN)).toBe('/staff');
  });

  it('is always a page of ours, whatever was asked for', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '..',
      '.',
      '%2e',
      '%2F',
      '%5C',
      ':',
      '@',
      '?',
      '#',
      'staff',
      'evil.example',
      '\t',
      '\n',
      ' ',
      'https:',
      'javascript:',
      ORIGIN,
      '%',
      '\u3002',
      '\uff0f',
    );
    const likeAnAddress = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const asked = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      likeAnAddress,
      likeAnAddress.map((rest) => `/staff${rest}`),
    );
    fc.assert(
      fc.property(asked, (address) => {
        const led = ownPage(address, ORIGIN);
        expect(led).toMatch(/^\/staff(?:[/?]|$)/);
        // As a browser reads it, on its own and after our origin.
        for (const written of [led, ORIGIN + led]) {
          const url = new URL(written, `${ORIGIN}/staff/sign-in`);
          expect(url.origin).toBe(ORIGIN);
          expect(url.pathname + url.search).toBe(led);
        }
        expect(ownPage(led, ORIGIN)).toBe(led);
        // Nothing that could begin another header.
        expect(led).toMatch(/^[\x21-\x7e]*$/);
      }),
      { numRuns: 2000 },
    );
  });
});
