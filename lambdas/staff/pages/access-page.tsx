/** Shows what is stored about a person. Staff print it and send it to that person. */

import { ERASE_PATH } from '../addresses.ts';
import type { DescribedStored } from '../describe-stored.ts';
import { Layout, type LayoutProps } from './layout.tsx';

export function AccessPage({ layout, data }: { layout: Omit<LayoutProps, 'title'>; data: DescribedStored }) {
  return (
    <Layout {...layout} title="What we store about you" path={ERASE_PATH}>
      <h1 class="govuk-heading-xl">What we store about you</h1>
      <p class="govuk-body">
        This is all that the council’s service {data.service} stores about you. It was made on {data.madeOn}.
      </p>
      <p class="govuk-body">{data.howWeKnowIt} To have it all deleted, text FORGET, or ask the council.</p>
      <h2 class="govuk-heading-m">The texts that you sent</h2>
      {data.texts.length === 0 ? (
        <p class="govuk-body">There are none.</p>
      ) : (
        <ol class="govuk-list">
          {data.texts.map((text) => (
            <li class="staff-whole">
              <h3 class="govuk-heading-s">{text.cameOn}</h3>
              <dl class="govuk-summary-list">
                <Row name="We understood" value={text.understoodAs} />
                {text.askedAbout && <Row name="You named" value={text.askedAbout.join(', ')} />}
                <Row name="We sent" value={text.weSent.length === 0 ? 'Nothing' : text.weSent.join(' / ')} />
                <Row name="Did it arrive?" value={text.whetherItArrived} />
                <Row name="Will be deleted on" value={text.deletedOn} />
              </dl>
            </li>
          ))}
        </ol>
      )}
      <h2 class="govuk-heading-m">What we remember for a day after your last text</h2>
      <List items={data.rememberedForADay} />
      <h2 class="govuk-heading-m">What we do not store</h2>
      <List items={data.notStored} />
      <h2 class="govuk-heading-m">Who else has something</h2>
      <p class="govuk-body">
        Backups keep what was deleted for up to 35 more days. Twilio, which carries the texts, and your phone network
        have your number and your texts. Nobody at the council reads them.
      </p>
    </Layout>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{name}</dt>
      <dd class="govuk-summary-list__value">{value}</dd>
    </div>
  );
}

function List({ items }: { items: string[] }) {
  if (items.length === 0) return <p class="govuk-body">Nothing.</p>;
  return (
    <ul class="govuk-list govuk-list--bullet">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}
