/** Shows every text that people can get and its source, and has a field to try a text. */

import type { DescribedText, Letter, Message } from '../../../content/letter.ts';
import type { Understanding } from '../../understanding/understanding.ts';
import type { Counts } from '../../usage/day-counts.ts';
import { LETTER_PATH } from '../addresses.ts';
import { number } from '../figures.ts';
import type { Session } from '../session.ts';
import { OUTCOME_WORDS } from '../words.ts';
import { ErrorSummary, type FieldFault } from './faults.tsx';
import { Field } from './field.tsx';
import { CsrfField, Layout, type LayoutProps } from './layout.tsx';
import { Table } from './table.tsx';

/** What the service would reply to a text, and why. */
export interface Tried {
  understanding: Understanding;
  /** The likeliest meanings of a sentence, from 0 to 1. Empty when its exact words were enough to understand it. */
  likeliest: [meaning: string, probability: number][];
  reply: Message[];
}

export interface LetterPageProps {
  layout: Omit<LayoutProps, 'title'>;
  session: Session;
  texts: DescribedText[];
  sentTexts: Counts;
  countedDays: number;
  letter: Letter;
  /** The text that somebody typed to try it. */
  written?: string;
  faults?: FieldFault[];
  tried?: Tried;
}

export function LetterPage(props: LetterPageProps) {
  const { layout, texts, sentTexts, countedDays, letter, faults = [], tried } = props;
  return (
    <Layout {...layout} title="Letter" path={LETTER_PATH} isFaulty={faults.length > 0}>
      <ErrorSummary faults={faults} />
      <h1 class="govuk-heading-xl">What people get</h1>
      <TryForm {...props} faults={faults} />
      {tried && <TriedText tried={tried} letter={letter} />}
      <h2 class="govuk-heading-l">Texts of the letter of {letter.year}</h2>
      <p class="govuk-body">
        Each fits one SMS of 160 characters. The reading grade is a school year in America: 4 is for a child of nine or
        ten. How often a text was sent is counted over {countedDays} days.
      </p>
      {letter.topics.map(({ id, keyword }, at) => (
        <>
          <h3 class="govuk-heading-m">
            {at + 1} {keyword}
          </h3>
          {texts
            .filter(({ sent }) => sent?.startsWith(`${id} `))
            .map((text) => (
              <LetterText text={text} timesSent={sentTexts[text.sent ?? ''] ?? 0} />
            ))}
        </>
      ))}
      <h2 class="govuk-heading-l">All other replies</h2>
      <Table
        caption="Replies that are of no topic, as they are sent"
        captionSize="hidden"
        isWide
        rows={texts.filter(({ sent }) => sent === undefined)}
        columns={[
          { name: 'Reply', isRowHeader: true, cell: ({ name }) => name },
          { name: 'Words', class: 'staff-sent', cell: ({ words }) => words },
          { name: 'Characters', isNumber: true, cell: ({ septets }) => number(septets) },
          { name: 'Grade', isNumber: true, cell: ({ grade }) => grade },
        ]}
      />
    </Layout>
  );
}

function TryForm({ session, written = '', faults = [] }: LetterPageProps) {
  return (
    <form method="post" action={LETTER_PATH} novalidate autocomplete="off" class="staff-try">
      <CsrfField session={session} />
      <Field
        name="text"
        label="Try a text"
        hint="See what a person would get back for it as their first text. What you type is not stored."
        written={written}
        faults={faults}
        isWide
      />
      <button type="submit" class="govuk-button">
        Try it
      </button>
    </form>
  );
}

function TriedText({ tried: { understanding, likeliest, reply }, letter }: { tried: Tried; letter: Letter }) {
  const keywordOf = (id: string) => letter.topics.find((topic) => topic.id === id)?.keyword ?? id;
  const topics =
    understanding.kind === 'topic' ? [understanding.topic] : 'topics' in understanding ? understanding.topics : [];
  return (
    <section class="govuk-inset-text" aria-label="What would be answered">
      <h2 class="govuk-heading-m">What would be answered</h2>
      {reply.length === 0 ? (
        <p class="govuk-body">Nothing is sent.</p>
      ) : (
        reply.map(({ words, segments }) => (
          <>
            <p class="govuk-body staff-sent">{words}</p>
            <p class="govuk-body-s">{segments === 1 ? '1 segment' : `${segments} segments`}</p>
          </>
        ))
      )}
      <p class="govuk-body">
        Understood as: {OUTCOME_WORDS[understanding.kind]}
        {topics.length > 0 && ` (${topics.map(keywordOf).join(', ')})`}.
      </p>
      {likeliest.length === 0 ? (
        <p class="govuk-body">It was understood by its very words.</p>
      ) : (
        <Table
          caption="How likely each meaning is"
          rows={likeliest}
          columns={[
            { name: 'Meaning', isRowHeader: true, cell: ([meaning]) => meaning },
            { name: 'Likely', isNumber: true, cell: ([, probability]) => `${Math.round(probability * 100)}%` },
          ]}
        />
      )}
    </section>
  );
}

function LetterText({
  text: { words, septets, grade, restsOn },
  timesSent,
}: {
  text: DescribedText;
  timesSent: number;
}) {
  return (
    <div class="staff-whole govuk-!-margin-bottom-4">
      <p class="govuk-body staff-sent govuk-!-margin-bottom-1">{words}</p>
      <p class="govuk-body-s govuk-!-margin-bottom-1">
        {septets} characters, reading grade {grade}, sent {timesSent === 1 ? 'once' : `${number(timesSent)} times`}
      </p>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">What it rests on</span>
        </summary>
        <div class="govuk-details__text">
          {restsOn.map((sentence) => (
            <blockquote class="govuk-body">{sentence}</blockquote>
          ))}
        </div>
      </details>
    </div>
  );
}
