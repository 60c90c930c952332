/** Tells the council about safety replies: what the service promises, who decides that, and how often it is wrong. */

import type { Measured, MeasuredShare } from '../../../content/letter.ts';
import { number } from '../figures.ts';

export function SafetyRepliesExplained({ measured }: { measured: Measured | undefined }) {
  return (
    <>
      <p class="govuk-body">
        A safety reply has 999, Childline and Shout in it. It is sent to anyone whose text says that they, or a child
        they know, may be in danger. The service promises to send it at once, day and night. It does not promise to
        notice everyone.
      </p>
      <p class="govuk-body">
        Nobody is told when a safety reply is sent, and nothing can be done about a row of this table. The service keeps
        no number and no words, so nobody can find out who it was. Whether that is right is for the council’s
        safeguarding lead to decide, before the service opens to anyone. The reasons are in DECISIONS.md of this
        project, under “Nobody is told of a safety reply”.
      </p>
      {measured && (
        <>
          <p class="govuk-body">How often it is wrong, measured with texts that the service had not learned from:</p>
          <ul class="govuk-list govuk-list--bullet">
            <li>of {inWords(measured.plainCries, 'plain cries for help')} get a safety reply</li>
            <li>of {inWords(measured.hints, 'hints that somebody is in danger')} get a safety reply</li>
            <li>of {inWords(measured.everyday, 'everyday texts')} get one by mistake</li>
          </ul>
          <p class="govuk-body">Most of the cries and hints that are missed get another reply with Childline in it.</p>
        </>
      )}
      <p class="govuk-body">
        So that nobody can be singled out, these figures are shown in ranges, and only when a month is over.
      </p>
    </>
  );
}

/** @example inWords({ of: 1050, percent: 1 }, 'everyday texts') // '1,050 everyday texts, about 1 in 100' */
function inWords({ of, percent }: MeasuredShare, texts: string): string {
  return `${number(of)} ${texts}, ${percent === 0 ? 'fewer than 1' : `about ${percent}`} in 100`;
}
