/** A page as the answer to a request. */

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { USAGE_PATH } from './addresses.ts';
import { MessagePage, type MessagePageProps } from './pages/message-page.tsx';

/** Answers with a page; cookies that were set before go with it. */
export function show(c: Context, page: Child, status: ContentfulStatusCode = 200) {
  return c.html(html`<!doctype html>${page}`, status);
}

/** Answers with a page that says one thing, and leads to Usage unless it says where else. */
export function showMessage(
  c: Context,
  { status, message, ...page }: Omit<MessagePageProps, 'children'> & { status?: ContentfulStatusCode; message: string },
) {
  const props = { action: { href: USAGE_PATH, words: 'Go to Usage' }, ...page };
  return show(
    c,
    <MessagePage {...props}>
      <p class="govuk-body">{message}</p>
    </MessagePage>,
    status,
  );
}
