/** Signing in to the staff pages as a browser does, without one. */

/**
 * Follows the sign-in through the local provider; gives the session's cookie, as a request sends it.
 *
 * @param name of one of the local accounts
 */
export async function signInByHttp(url: string, name: string): Promise<string> {
  const jars = new Map<string, Map<string, string>>();
  async function visit(address: string, form?: Record<string, string>): Promise<Response> {
    const { origin } = new URL(address);
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    const cookie = [...jar].map(([cookieName, value]) => `${cookieName}=${value}`).join('; ');
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, cookieName = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(cookieName, value);
    }
    const location = response.headers.get('location');
    return location ? await visit(new URL(location, address).href) : response;
  }
  const login = await visit(`${url}/staff/sign-in/begin`);
  await visit(login.url, { name, password: name });
  const session = jars.get(url)?.get('__Host-staff_session');
  if (!session) throw new Error(`${name} was not signed in`);
  return `__Host-staff_session=${session}`;
}
