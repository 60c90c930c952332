/** Answers requests with pages. */

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { USAGE_PATH } from './addresses.ts';
import { MessagePage, type MessagePageProps } from './pages/message-page.tsx';

/** Answers with a page, and with cookies that were set before. */
export function show(c: Context, page: Child, status: ContentfulStatusCode = 200) {
  return c.html(html`<!doctype html>${page}`, status);
}

/** Answers with a page that says one thing. Its link goes to Usage unless another is given. */
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
