/** A page that says one thing and where to go next. We use it for signing in and out, and for errors. */

import type { Child } from 'hono/jsx';
import { Layout, type LayoutProps } from './layout.tsx';

export interface MessagePageProps {
  layout: Omit<LayoutProps, 'title'>;
  title: string;
  /** Where the button goes, and what it says. */
  action?: { href: string; words: string } | undefined;
  children?: Child;
}

export function MessagePage({ layout, title, action, children }: MessagePageProps) {
  return (
    <Layout {...layout} title={title}>
      <h1 class="govuk-heading-xl">{title}</h1>
      {children}
      {action && (
        <a href={action.href} class="govuk-button">
          {action.words}
        </a>
      )}
    </Layout>
  );
}
